import type { Backend } from "@sepconv/backend";
import { allKernels } from "./all-kernels.js";
import { openWebGpuBackend } from "./open-webgpu-backend.js";
import type { WebGpuOptions } from "./webgpu-options.js";

/**
 * The WebGPU backend with every kernel. It computes with float32. Work is recorded and handed to the device in batches;
 * results are read asynchronously, and errors of the device come with the next read or flush, naming the op.
 *
 * @throws BackendUnavailableError where there is no WebGPU, no adapter or no device; ArgumentError for unknown options.
 * @example
 * import { BackendUnavailableError } from "@sepconv/core";
 * const backend = await createWebGpuBackend().catch((error) => error);
 * backend instanceof BackendUnavailableError || backend.name === "webgpu"; // true
 */
export async function createWebGpuBackend(options: WebGpuOptions = {}): Promise<Backend<GPUBuffer>> {
  return await openWebGpuBackend(allKernels, options);
}
