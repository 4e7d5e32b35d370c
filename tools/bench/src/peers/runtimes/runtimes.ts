import type { Runtime } from "./runtime.js";

/** How each runtime is opened; its code is loaded then, so that a process holds one runtime alone. */
export const runtimes: Readonly<Record<RuntimeName, (peakBinary: string) => Promise<Runtime>>> = {
  peak: async (peakBinary) => (await import("./register-peak.js")).openRegisterPeak(peakBinary),
  "sepconv wasm": async () => (await import("./sepconv.js")).openSepconv("wasm"),
  "sepconv wasm 2": async () => (await import("./sepconv.js")).openSepconv("wasm", 2),
  "sepconv empty": async () => (await import("./sepconv.js")).openSepconv("empty"),
  "sepconv cpu": async () => (await import("./sepconv.js")).openSepconv("cpu"),
  "tfjs wasm": async () => (await import("./tensorflow.js")).openTensorFlow("wasm"),
  "tfjs cpu": async () => (await import("./tensorflow.js")).openTensorFlow("cpu"),
  "ort web": async () => (await import("./onnx-runtime.js")).openOnnxRuntime("web", 1),
  "ort web 2": async () => (await import("./onnx-runtime.js")).openOnnxRuntime("web", 2),
  "ort native": async () => (await import("./onnx-runtime.js")).openOnnxRuntime("node", 1),
  "jax-js": async () => (await import("./jax.js")).openJax(),
};

export type RuntimeName =
  | "peak"
  | "sepconv wasm"
  | "sepconv wasm 2"
  | "sepconv empty"
  | "sepconv cpu"
  | "tfjs wasm"
  | "tfjs cpu"
  | "ort web"
  | "ort web 2"
  | "ort native"
  | "jax-js";

/** In the order of the tables' columns. */
export const comparedRuntimes: readonly RuntimeName[] = [
  "peak",
  "sepconv wasm",
  "ort web",
  "tfjs wasm",
  "jax-js",
  "sepconv wasm 2",
  "ort web 2",
  "ort native",
  "sepconv cpu",
  "tfjs cpu",
];

export function isRuntimeName(name: string): name is RuntimeName {
  return Object.hasOwn(runtimes, name);
}
