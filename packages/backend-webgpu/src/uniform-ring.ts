import { bufferUsage } from "./buffer-usage.js";

/** Bytes between two slots: what every device accepts as the offset of a uniform binding. */
const slotBytes = 256;

/**
 * The small numbers of each dispatch in a batch. They are gathered on the host, and written just before the batch is
 * submitted, behind the batch before, so that one buffer serves all batches in turn.
 */
export class UniformRing {
  readonly #buffer: GPUBuffer;
  readonly #staging: Uint32Array<ArrayBuffer>;
  #slots = 0;

  /** @param slots the most dispatches in a batch. */
  constructor(device: Pick<GPUDevice, "createBuffer">, slots: number) {
    const size = slots * slotBytes;
    this.#buffer = device.createBuffer({
      label: "sepconv uniforms",
      size,
      usage: bufferUsage.uniform | bufferUsage.copyTarget,
    });
    this.#staging = new Uint32Array(size / Uint32Array.BYTES_PER_ELEMENT);
  }

  /** Takes the next slot for these numbers. */
  push(values: Uint32Array): GPUBufferBinding {
    const offset = this.#slots++ * slotBytes;
    this.#staging.set(values, offset / Uint32Array.BYTES_PER_ELEMENT);
    return { buffer: this.#buffer, offset, size: slotBytes };
  }

  /** Writes the slots that were taken. */
  upload(queue: Pick<GPUQueue, "writeBuffer">): void {
    queue.writeBuffer(this.#buffer, 0, this.#staging, 0, (this.#slots * slotBytes) / Uint32Array.BYTES_PER_ELEMENT);
  }

  /** Starts again at the first slot. */
  clear(): void {
    this.#slots = 0;
  }

  dispose(): void {
    this.#buffer.destroy();
  }
}
