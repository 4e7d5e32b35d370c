import type { Backend, KernelTable } from "@sepconv/backend";
import type { OpenThreads } from "./threads/open-threads.js";
import { openBackend, openBackendSync } from "./wasm-backend.js";
import type { WasmContext } from "./wasm-context.js";
import type { WasmOptions } from "./wasm-options.js";
import { globalWebAssembly } from "./web-assembly.js";

/**
 * Opens a WebAssembly backend with the kernels that are named, and ships no others. An op without a kernel is refused
 * by the engine, or, where it is fused, falls back to its definition in primitive ops.
 *
 * @param openThreads starts threads where `options` asks for them, and is picked like a kernel. Without it one computes, and
 *   `report()` says so.
 * @throws BackendUnavailableError where WebAssembly or its SIMD instructions are missing or forbidden.
 * @throws ArgumentError for an unknown option.
 */
export async function openWasmBackend(
  kernels: Partial<KernelTable<WasmContext>>,
  options: WasmOptions = {},
  openThreads: OpenThreads | null = null,
): Promise<Backend<number>> {
  return await openBackend(globalWebAssembly(), kernels, {}, options, async () => openThreads);
}

/**
 * The same at once, for one thread: for an `AudioWorkletProcessor` and other places that cannot wait. Modules are compiled
 * when they are first used; `modules` saves that, see `compileWasmModules`.
 *
 * @throws BackendUnavailableError, ArgumentError as `openWasmBackend`; ArgumentError for more than one thread.
 */
export function openWasmBackendSync(
  kernels: Partial<KernelTable<WasmContext>>,
  options: WasmOptions & { readonly threads?: 1 } = {},
): Backend<number> {
  return openBackendSync(globalWebAssembly(), kernels, {}, options);
}
