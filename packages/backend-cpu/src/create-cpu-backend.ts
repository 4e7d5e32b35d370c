import type { Backend, TypedArray } from "@sepconv/backend";
import { allKernels } from "./all-kernels.js";
import { openCpuBackend } from "./open-cpu-backend.js";

/**
 * The CPU backend with every kernel: plain TypeScript that runs wherever JavaScript runs, also under a Content Security
 * Policy that forbids WebAssembly. It computes with float32 and float64, sums in double precision, and with int32 and bool
 * where an op takes them.
 *
 * @example
 * import { tensor, useBackend } from "@sepconv/core";
 * const device = await useBackend(createCpuBackend());
 * device.name; // "cpu"
 */
export function createCpuBackend(): Backend<TypedArray> {
  return openCpuBackend(allKernels);
}
