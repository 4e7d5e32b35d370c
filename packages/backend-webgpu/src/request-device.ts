import { BackendUnavailableError } from "@sepconv/backend";
import type { AdapterLike, AdapterSource } from "./webgpu-options.js";

const remedy =
  "Use createWasmBackend() or createCpuBackend(), or init() of the package sepconv, which takes the best that there is.";

/**
 * A new device on the fastest adapter, with the largest buffers that the adapter allows.
 *
 * @throws BackendUnavailableError when there is no WebGPU, no adapter, or no device, each with its reason.
 */
export async function requestDevice(where: string, gpu: AdapterSource | undefined): Promise<GPUDevice> {
  if (!gpu) {
    throw new BackendUnavailableError({
      where,
      problem: "there is no WebGPU here",
      expected: "navigator.gpu (a secure page in a browser with WebGPU), or the option gpu or device",
      remedy,
    });
  }
  const adapter = await requestAdapter(where, gpu);
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  try {
    return await adapter.requestDevice({
      label: "sepconv",
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
  } catch (cause) {
    throw new BackendUnavailableError({
      where,
      problem: `the graphics adapter gave no device (${messageOf(cause)})`,
      remedy,
      cause,
    });
  }
}

async function requestAdapter(where: string, gpu: AdapterSource): Promise<AdapterLike> {
  const request = { powerPreference: "high-performance" } as const;
  const adapter = await gpu.requestAdapter(request).catch((cause: unknown) => {
    throw new BackendUnavailableError({
      where,
      problem: `asking for a graphics adapter failed (${messageOf(cause)})`,
      remedy,
      cause,
    });
  });
  if (adapter) return adapter;
  throw new BackendUnavailableError({
    where,
    problem: "there is no graphics adapter for WebGPU: no graphics processor, or one that the browser does not trust",
    remedy,
  });
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, "");
}
