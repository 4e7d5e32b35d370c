import { ArgumentError } from "@sepconv/backend";

/** Where graphics adapters come from: `navigator.gpu`, or a library that brings WebGPU to Node. */
export interface AdapterSource {
  requestAdapter(options?: GPURequestAdapterOptions): Promise<AdapterLike | null>;
}

/** What is asked of an adapter. */
export interface AdapterLike {
  readonly limits: Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">;
  requestDevice(descriptor?: GPUDeviceDescriptor): Promise<GPUDevice>;
}

export interface WebGpuOptions {
  /** Where to look for an adapter. Default: `navigator.gpu`. */
  readonly gpu?: AdapterSource;
  /** A device to share. It is not destroyed with the backend. Default: a new one, destroyed with the backend. */
  readonly device?: GPUDevice;
  /** The most bytes that tensors, packed weights and spare buffers may have together. Default: 1 GiB. */
  readonly memoryLimit?: number;
}

const known: readonly string[] = ["gpu", "device", "memoryLimit"] satisfies (keyof WebGpuOptions)[];

/** @throws ArgumentError for an unknown option, and for a known one that is of the wrong kind. */
export function checkWebGpuOptions(where: string, options: WebGpuOptions): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const expected = known.map((option) => `"${option}"`).join(", ");
    throw new ArgumentError({ where, problem: `unknown option "${name}"`, expected });
  }
  const { gpu, device, memoryLimit } = options;
  if (gpu !== undefined && typeof gpu?.requestAdapter !== "function") {
    const expected = "navigator.gpu or an object like it";
    throw new ArgumentError({ where, problem: "gpu cannot be asked for an adapter", expected, got: gpu });
  }
  if (device !== undefined && typeof device?.createComputePipeline !== "function") {
    const expected = "what requestDevice() of an adapter resolves to";
    throw new ArgumentError({ where, problem: "device is no graphics device", expected, got: device });
  }
  if (memoryLimit !== undefined && !(typeof memoryLimit === "number" && memoryLimit > 0)) {
    const problem = "memoryLimit must be a positive number of bytes";
    throw new ArgumentError({ where, problem, expected: "a positive number", got: memoryLimit });
  }
}
