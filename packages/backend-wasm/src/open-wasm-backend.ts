import type { Backend, KernelTable } from "@sepconv/backend";
import { createBackend, type WasmOptions } from "./wasm-backend.js";
import type { WasmContext } from "./wasm-context.js";
import { globalWebAssembly } from "./web-assembly.js";

/**
 * Opens a WebAssembly backend with the kernels that are named, and ships no others. An op without a kernel is refused
 * by the engine, or, where it is fused, falls back to its definition in primitive ops.
 *
 * @throws BackendUnavailableError where WebAssembly or its SIMD instructions are missing or forbidden.
 * @throws ArgumentError for an unknown option.
 */
export async function openWasmBackend(
  kernels: Partial<KernelTable<WasmContext>>,
  options: WasmOptions = {},
): Promise<Backend<number>> {
  return createBackend(globalWebAssembly(), kernels, {}, options);
}
