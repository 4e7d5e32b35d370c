import type { Backend } from "@sepconv/backend";
import { allKernels } from "./all-kernels.js";
import { gaps } from "./gaps.js";
import { createBackend, type WasmOptions } from "./wasm-backend.js";
import { globalWebAssembly } from "./web-assembly.js";

/**
 * Opens a WebAssembly backend with all its kernels.
 *
 * @throws BackendUnavailableError where WebAssembly or its SIMD instructions are missing or forbidden.
 * @throws ArgumentError for an unknown option.
 */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend<number>> {
  return createBackend(globalWebAssembly(), allKernels, gaps, options);
}
