import { binary as batchNormalization } from "../build/batch-normalization.js";
import { binary as conv1d } from "../build/conv1d.js";
import { binary as depthwiseConv1d } from "../build/depthwise-conv1d.js";
import { binary as discrete } from "../build/discrete.js";
import { binary as elementwise } from "../build/elementwise.js";
import { binary as indexing } from "../build/indexing.js";
import { binary as matmul } from "../build/matmul.js";
import { binary as movement } from "../build/movement.js";
import { binary as optimizerUpdate } from "../build/optimizer-update.js";
import { binary as pool } from "../build/pool.js";
import { binary as random } from "../build/random.js";
import { binary as reduction } from "../build/reduction.js";
import { binary as separableConv1d } from "../build/separable-conv1d.js";
import { binary as separableConv1dGradient } from "../build/separable-conv1d-gradient.js";
import { compileBinary, familyOf } from "./compile-binary.js";
import { hasRelaxedSimd, requireWasm } from "./require-wasm.js";
import { globalWebAssembly } from "./web-assembly.js";

/** Compiled modules by the names of their families. They can be posted to workers and worklets. */
export type WasmModules = { readonly [family: string]: object };

const binaries = [
  batchNormalization,
  conv1d,
  depthwiseConv1d,
  discrete,
  elementwise,
  indexing,
  matmul,
  movement,
  optimizerUpdate,
  pool,
  random,
  reduction,
  separableConv1d,
  separableConv1dGradient,
];

/**
 * Compiles every module of this package, for the option `modules` of a backend that opens elsewhere: an audio worklet, say,
 * that has no time to compile.
 *
 * @param options.deterministic as the backend's option of that name.
 * @throws BackendUnavailableError where WebAssembly or its SIMD instructions are missing or forbidden.
 * @example
 * import { useBackend } from "@sepconv/core";
 * const modules = compileWasmModules();
 * const device = await useBackend(createWasmBackend({ modules }));
 * device.name; // "wasm"
 */
export function compileWasmModules(options: { readonly deterministic?: boolean } = {}): WasmModules {
  const api = requireWasm(globalWebAssembly());
  const relaxed = !options.deterministic && hasRelaxedSimd(api);
  return Object.fromEntries(
    binaries.map((binary) => [familyOf(binary), compileBinary(api, binary, { relaxed, shared: false })]),
  );
}
