import { type Backend, BackendUnavailableError, type KernelTable } from "@sepconv/backend";
import { requestDevice } from "./request-device.js";
import { WebGpuBackend } from "./webgpu-backend.js";
import type { WebGpuContext } from "./webgpu-context.js";
import { type AdapterSource, checkWebGpuOptions, type WebGpuOptions } from "./webgpu-options.js";

const defaultMemoryLimit = 2 ** 30;

/**
 * A WebGPU backend with the given kernels only.
 *
 * @throws ArgumentError for an unknown option; BackendUnavailableError where WebGPU is missing.
 */
export async function openWebGpuBackend(
  kernels: Partial<KernelTable<WebGpuContext>>,
  options: WebGpuOptions = {},
): Promise<Backend<GPUBuffer>> {
  const where = "createWebGpuBackend";
  checkWebGpuOptions(where, options);
  const { memoryLimit = defaultMemoryLimit } = options;
  if (options.device) {
    await checkAlive(where, options.device);
    return new WebGpuBackend(kernels, { device: options.device, ownsDevice: false, memoryLimit });
  }
  const device = await requestDevice(where, options.gpu ?? navigatorGpu());
  return new WebGpuBackend(kernels, { device, ownsDevice: true, memoryLimit });
}

/** `navigator.gpu`, in pages and workers alike; undefined where either is missing. */
function navigatorGpu(): AdapterSource | undefined {
  return typeof navigator === "undefined" ? undefined : navigator.gpu;
}

/** A promise that is settled already wins against one that comes behind it. */
async function checkAlive(where: string, device: GPUDevice): Promise<void> {
  const info = await Promise.race([device.lost, Promise.resolve(null)]);
  if (info === null) return;
  throw new BackendUnavailableError({
    where,
    problem: `the given device is lost (${info.reason})`,
    remedy: "Request a new device from its adapter source, or leave the option device out.",
  });
}
