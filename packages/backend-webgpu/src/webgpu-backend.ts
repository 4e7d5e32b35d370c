import {
  type Attrs,
  type Backend,
  type BackendStatistics,
  bytesPerElement,
  type ConstantKey,
  type DType,
  DTypeError,
  elementCount,
  type Gaps,
  type KernelTable,
  type Launch,
  type Limits,
  type Operand,
  type OperandTypes,
  type OpName,
  type TypedArray,
  typedArray,
} from "@sepconv/backend";
import { BufferPool } from "./buffer-pool.js";
import { CommandBatch } from "./command-batch.js";
import { DeviceFaults } from "./device-faults.js";
import { DeviceState } from "./device-state.js";
import { gaps } from "./gaps.js";
import { PackedWeights } from "./packed-weights.js";
import { PipelineCache } from "./pipeline-cache.js";
import { readBuffer } from "./read-buffer.js";
import { WebGpuContext } from "./webgpu-context.js";

/** A device to compute on, and how to treat it. */
export interface WebGpuSetup {
  readonly device: GPUDevice;
  /** Whether `dispose` destroys the device. */
  readonly ownsDevice: boolean;
  /** The most bytes that all buffers may have together. */
  readonly memoryLimit: number;
}

/** Kernels in WGSL on one device. Launches record; the device works in batches; reading is asynchronous. */
export class WebGpuBackend implements Backend<GPUBuffer> {
  readonly name = "webgpu";
  readonly dtypes: ReadonlySet<DType> = new Set<DType>(["float32"]);
  readonly gaps: Gaps = gaps;
  readonly garbageCollected = false;
  readonly limits: Limits;
  readonly #kernels: Partial<KernelTable<WebGpuContext>>;
  readonly #setup: WebGpuSetup;
  readonly #state = new DeviceState();
  readonly #faults: DeviceFaults;
  readonly #batch: CommandBatch;
  readonly #pool: BufferPool;
  readonly #pipelines: PipelineCache;
  readonly #packed: PackedWeights;
  readonly #context: WebGpuContext;
  #plans = 0;
  #allocations = 0;
  #launches = 0;
  #disposed = false;

  constructor(kernels: Partial<KernelTable<WebGpuContext>>, setup: WebGpuSetup) {
    const { device, memoryLimit } = setup;
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
    this.limits = {
      bytesPerValue: Math.min(maxBufferSize, maxStorageBufferBindingSize, memoryLimit),
      liveBytes: memoryLimit,
    };
    this.#kernels = kernels;
    this.#setup = setup;
    this.#state.watch(device);
    this.#faults = new DeviceFaults(device);
    this.#batch = new CommandBatch(device, this.#faults);
    this.#pool = new BufferPool(
      {
        create: (size, usage, onFault) =>
          this.#faults.guard("allocate", () => device.createBuffer({ size, usage }), onFault),
        destroy: (buffer) => this.#batch.destroy(buffer),
      },
      { perBuffer: this.limits.bytesPerValue, total: memoryLimit },
    );
    this.#pipelines = new PipelineCache(device, this.#faults);
    this.#packed = new PackedWeights(this.#pool);
    this.#context = new WebGpuContext({
      pool: this.#pool,
      pipelines: this.#pipelines,
      packed: this.#packed,
      batch: this.#batch,
    });
  }

  plan<Op extends OpName>(op: Op, attrs: Attrs<Op>, types: OperandTypes<Op>): Launch<Op, GPUBuffer> | undefined {
    this.#state.check();
    const launch = this.#kernels[op]?.(this.#context, attrs, types);
    if (launch === undefined) return undefined;
    this.#plans++;
    return (operands, outputs, dynamic) => {
      this.#state.check();
      this.#launches++;
      launch(operands, outputs, dynamic);
    };
  }

  allocate(dtype: DType, length: number): GPUBuffer {
    this.#state.check();
    if (!this.dtypes.has(dtype)) {
      throw new DTypeError({
        where: 'device "webgpu"',
        problem: "no such values here",
        expected: '"float32"',
        got: dtype,
      });
    }
    const buffer = this.#pool.acquire(length * bytesPerElement[dtype], "value");
    this.#allocations++;
    return buffer;
  }

  free(handle: GPUBuffer): void {
    this.#pool.release(handle);
  }

  /** The host's writes overtake commands that are only recorded, so those that use the buffer are submitted first. */
  write(handle: GPUBuffer, byteOffset: number, bytes: Uint8Array): void {
    this.#state.check();
    if (bytes.length === 0) return;
    if (this.#batch.uses(handle)) this.#batch.submit();
    const { buffer, byteOffset: from, byteLength } = bytes;
    this.#faults.guard("write", () => {
      this.#setup.device.queue.writeBuffer(handle, byteOffset, buffer, from, byteLength);
    });
  }

  async read({ handle, byteOffset, dtype, shape }: Operand<GPUBuffer>): Promise<TypedArray> {
    this.#state.check();
    const result = typedArray(dtype, elementCount(shape));
    if (result.length === 0) await this.flush();
    else {
      const parts = { device: this.#setup.device, batch: this.#batch, faults: this.#faults, state: this.#state };
      await readBuffer(parts, { buffer: handle, byteOffset }, result);
    }
    return result;
  }

  forget(constant: ConstantKey): void {
    this.#packed.forget(constant);
  }

  async flush(): Promise<void> {
    this.#state.check();
    this.#batch.submit();
    await this.#state.unlessEnded(this.#setup.device.queue.onSubmittedWorkDone());
    await this.#state.unlessEnded(this.#faults.settle());
  }

  statistics(): BackendStatistics {
    return {
      plans: this.#plans,
      compilations: this.#pipelines.size,
      packs: this.#packed.packs,
      allocations: this.#allocations,
      launches: this.#launches,
      submits: this.#batch.submits,
      liveBytes: this.#pool.bytes("value"),
      packedBytes: this.#pool.bytes("packed"),
      peakScratchBytes: this.#pool.peakScratchBytes,
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#state.dispose();
    this.#batch.dispose();
    this.#pool.dispose();
    if (this.#setup.ownsDevice) this.#setup.device.destroy();
  }
}
