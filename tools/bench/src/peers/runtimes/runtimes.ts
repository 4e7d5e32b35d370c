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
  "training sepconv": async () => (await import("../../training/runtimes/sepconv.js")).openSepconvTraining("wasm"),
  "training sepconv 2": async () => (await import("../../training/runtimes/sepconv.js")).openSepconvTraining("wasm", 2),
  "training trainOnBatch": async () =>
    (await import("../../training/runtimes/sepconv.js")).openSepconvTraining("wasm", 1, "trainOnBatch"),
  "training sepconv cpu": async () => (await import("../../training/runtimes/sepconv.js")).openSepconvTraining("cpu"),
  "training jax-js convolutions": async () =>
    (await import("../../training/runtimes/jax.js")).openJaxTraining("convolutions"),
  "training jax-js matmul": async () => (await import("../../training/runtimes/jax.js")).openJaxTraining("matmul"),
  "training jax-js slices": async () => (await import("../../training/runtimes/jax.js")).openJaxTraining("slices"),
  "training tfjs cpu": async () =>
    (await import("../../training/runtimes/tensorflow.js")).openTensorFlowTraining("cpu", "op"),
  "training tfjs wasm": async () =>
    (await import("../../training/runtimes/tensorflow.js")).openTensorFlowTraining("wasm", "op"),
  "training tfjs wasm slices": async () =>
    (await import("../../training/runtimes/tensorflow.js")).openTensorFlowTraining("wasm", "slices"),
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
  | "jax-js"
  | "training sepconv"
  | "training sepconv 2"
  | "training trainOnBatch"
  | "training sepconv cpu"
  | "training jax-js convolutions"
  | "training jax-js matmul"
  | "training jax-js slices"
  | "training tfjs cpu"
  | "training tfjs wasm"
  | "training tfjs wasm slices";

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

/** Those that train. */
export const trainingRuntimes: readonly RuntimeName[] = [
  "peak",
  "training sepconv",
  "training sepconv 2",
  "training trainOnBatch",
  "training sepconv cpu",
  "training jax-js convolutions",
  "training jax-js matmul",
  "training jax-js slices",
  "training tfjs cpu",
  "training tfjs wasm",
  "training tfjs wasm slices",
];

export function isRuntimeName(name: string): name is RuntimeName {
  return Object.hasOwn(runtimes, name);
}
