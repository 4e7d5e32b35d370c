import type { DeviceFaults } from "./device-faults.js";
import { dispatchGrid } from "./dispatch-grid.js";
import type { Pipeline } from "./pipeline-cache.js";
import { UniformRing } from "./uniform-ring.js";

/** One run of a shader. */
export interface Dispatch {
  readonly pipeline: Pipeline;
  /** What the shader reads, then what it writes. */
  readonly buffers: readonly GPUBufferBinding[];
  readonly uniforms: Uint32Array;
  /** How many workgroups; they see themselves in one row. */
  readonly workgroups: number;
  /** Told, now or later, that the shader did not run, because of its own fault or of another one in its batch. */
  readonly onRefused?: (() => void) | undefined;
}

interface RecordedDispatch extends Omit<Dispatch, "uniforms"> {
  readonly slot: GPUBufferBinding;
}

type BatchDevice = Pick<GPUDevice, "createBuffer" | "createBindGroup" | "createCommandEncoder" | "queue">;

/** Dispatches in one batch. Enough that submitting costs little beside them, few enough that the device starts early. */
export const batchLength = 64;

/**
 * Gathers dispatches and hands them to the device in one go: when there are 64, at a read or flush, or when the caller's
 * synchronous work has ended (a microtask). Nothing is encoded before, so that everything the device may object to is
 * inside one pair of error scopes, which name the ops.
 */
export class CommandBatch {
  readonly #device: BatchDevice;
  readonly #faults: DeviceFaults;
  readonly #ring: UniformRing;
  readonly #used = new Set<GPUBuffer>();
  readonly #unwanted = new Set<GPUBuffer>();
  #dispatches: RecordedDispatch[] = [];
  #submits = 0;
  #scheduled = false;

  constructor(device: BatchDevice, faults: DeviceFaults) {
    this.#device = device;
    this.#faults = faults;
    this.#ring = new UniformRing(device, batchLength);
  }

  /** Batches submitted so far. */
  get submits(): number {
    return this.#submits;
  }

  /** Adds a dispatch. One whose shader is known not to compile is reported instead, and spares the others. */
  record({ uniforms, ...dispatch }: Dispatch): void {
    const { pipeline, buffers, workgroups, onRefused } = dispatch;
    if (pipeline.fault) {
      this.#faults.report(pipeline.fault);
      onRefused?.();
      return;
    }
    if (workgroups === 0) return;
    this.#dispatches.push({ ...dispatch, slot: this.#ring.push(uniforms) });
    for (const { buffer } of buffers) this.#used.add(buffer);
    if (this.#dispatches.length === batchLength) this.submit();
    else this.#submitLater();
  }

  /** Whether a dispatch that is not submitted yet uses the buffer. */
  uses(buffer: GPUBuffer): boolean {
    return this.#used.has(buffer);
  }

  /** Destroys a buffer, after the batch when the batch uses it. */
  destroy(buffer: GPUBuffer): void {
    if (this.uses(buffer)) this.#unwanted.add(buffer);
    else buffer.destroy();
  }

  /** Submits what was recorded. */
  submit(): void {
    if (this.#dispatches.length > 0) this.#submit(this.#where(), () => {});
  }

  /** Submits what was recorded, with further commands behind it. */
  submitWith(where: string, finish: (encoder: GPUCommandEncoder) => void): void {
    this.#submit(this.#where() || where, finish);
  }

  /** Drops what was recorded and ends the buffers that waited for it. */
  dispose(): void {
    this.#dispatches = [];
    this.#ring.dispose();
    this.#endBatch();
  }

  #submit(where: string, finish: (encoder: GPUCommandEncoder) => void): void {
    const dispatches = this.#dispatches;
    this.#dispatches = [];
    const run = () => {
      const encoder = this.#device.createCommandEncoder({ label: where });
      if (dispatches.length > 0) {
        this.#encode(encoder, dispatches);
        this.#ring.upload(this.#device.queue);
      }
      finish(encoder);
      this.#device.queue.submit([encoder.finish()]);
    };
    const refuse = () => {
      for (const { onRefused } of dispatches) onRefused?.();
    };
    try {
      this.#faults.guard(where, run, refuse);
      this.#submits++;
    } catch (error) {
      refuse();
      throw error;
    } finally {
      this.#endBatch();
    }
  }

  #encode(encoder: GPUCommandEncoder, dispatches: readonly RecordedDispatch[]): void {
    const pass = encoder.beginComputePass();
    for (const { pipeline, buffers, workgroups, slot } of dispatches) {
      const entries = [slot, ...buffers].map((resource, binding) => ({ binding, resource }));
      pass.setPipeline(pipeline.compute);
      pass.setBindGroup(0, this.#device.createBindGroup({ label: pipeline.op, layout: pipeline.layout, entries }));
      pass.dispatchWorkgroups(...dispatchGrid(workgroups));
    }
    pass.end();
  }

  #endBatch(): void {
    this.#ring.clear();
    this.#used.clear();
    for (const buffer of this.#unwanted) buffer.destroy();
    this.#unwanted.clear();
  }

  /** The ops in the batch, each once. */
  #where(): string {
    return [...new Set(this.#dispatches.map(({ pipeline }) => pipeline.op))].join(", ");
  }

  #submitLater(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.submit();
    });
  }
}
