import type { Backend } from "@sepconv/backend";
import { allKernels } from "./all-kernels.js";
import { gaps } from "./gaps.js";
import type { OpenThreads } from "./threads/open-threads.js";
import { openBackend } from "./wasm-backend.js";
import type { WasmOptions } from "./wasm-options.js";
import { globalWebAssembly } from "./web-assembly.js";

/**
 * Opens a WebAssembly backend with all its kernels.
 *
 * @throws BackendUnavailableError where WebAssembly or its SIMD instructions are missing or forbidden.
 * @throws ArgumentError for an unknown option.
 */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend<number>> {
  return await openBackend(globalWebAssembly(), allKernels, gaps, options, loadThreads);
}

/** The code of threads, which is loaded when they are asked for. */
async function loadThreads(): Promise<OpenThreads> {
  const { openThreads } = await import("./threads/open-threads.js");
  return openThreads;
}
