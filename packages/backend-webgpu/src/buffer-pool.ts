import { OutOfMemoryError } from "@sepconv/backend";
import { bufferUsage } from "./buffer-usage.js";
import { sizeClass } from "./size-class.js";

/** What a buffer is for: values belong to the engine, scratch to one launch, packed forms to a variable. */
export type BufferUse = "value" | "scratch" | "packed";

/** What the pool needs of the device. */
export interface BufferSource {
  /** @param onFault told later if the device could not make the buffer. */
  create(bytes: number, usage: number, onFault: () => void): GPUBuffer;
  /** Destroys a buffer as soon as no recorded command uses it. */
  destroy(buffer: GPUBuffer): void;
}

export interface BufferLimits {
  /** The largest buffer in bytes. */
  readonly perBuffer: number;
  /** The most bytes that all buffers may have together, spare ones included. */
  readonly total: number;
}

/** Spare bytes that are worth keeping for the values to come. */
const spareLimit = 256 * 2 ** 20;

/**
 * Storage buffers, reused by size class. A buffer may be handed out again while commands that use it are recorded but
 * not submitted: later commands run after them.
 */
export class BufferPool {
  readonly #source: BufferSource;
  readonly #limits: BufferLimits;
  readonly #held = new Map<GPUBuffer, BufferUse>();
  readonly #spare = new Map<number, GPUBuffer[]>();
  /** What the device could not make: invalid for ever, so never handed out again. */
  readonly #invalid = new WeakSet<GPUBuffer>();
  readonly #bytes: Record<BufferUse, number> = { value: 0, scratch: 0, packed: 0 };
  #spareBytes = 0;
  #peakScratchBytes = 0;

  constructor(source: BufferSource, limits: BufferLimits) {
    this.#source = source;
    this.#limits = limits;
  }

  /** Bytes of the buffers that are held for a use. */
  bytes(use: BufferUse): number {
    return this.#bytes[use];
  }

  /** The most bytes of scratch that were held at once. */
  get peakScratchBytes(): number {
    return this.#peakScratchBytes;
  }

  /** A buffer of at least `bytes` bytes with undefined content. @throws OutOfMemoryError */
  acquire(bytes: number, use: BufferUse): GPUBuffer {
    const size = sizeClass(bytes, this.#limits.perBuffer);
    const buffer = this.#takeSpare(size) ?? this.#create(size);
    this.#held.set(buffer, use);
    this.#bytes[use] += size;
    this.#peakScratchBytes = Math.max(this.#peakScratchBytes, this.#bytes.scratch);
    return buffer;
  }

  /** Gives a buffer back; a second time does nothing. */
  release(buffer: GPUBuffer): void {
    const use = this.#held.get(buffer);
    if (use === undefined) return;
    this.#held.delete(buffer);
    this.#bytes[use] -= buffer.size;
    const most = Math.min(spareLimit, this.#limits.total);
    if (this.#invalid.has(buffer) || this.#spareBytes + buffer.size > most) {
      this.#source.destroy(buffer);
      return;
    }
    const spare = this.#spare.get(buffer.size);
    if (spare) spare.push(buffer);
    else this.#spare.set(buffer.size, [buffer]);
    this.#spareBytes += buffer.size;
  }

  /** Ends every buffer. */
  dispose(): void {
    this.#destroySpares();
    for (const buffer of this.#held.keys()) this.#source.destroy(buffer);
    this.#held.clear();
    for (const use of ["value", "scratch", "packed"] as const) this.#bytes[use] = 0;
  }

  #takeSpare(size: number): GPUBuffer | undefined {
    const buffer = this.#spare.get(size)?.pop();
    if (buffer) this.#spareBytes -= size;
    return buffer;
  }

  #create(size: number): GPUBuffer {
    const { value, scratch, packed } = this.#bytes;
    const held = value + scratch + packed;
    const { perBuffer, total } = this.#limits;
    if (size > perBuffer) throw tooLarge(size, perBuffer);
    if (held + this.#spareBytes + size > total) this.#destroySpares();
    if (held + size > total) throw full(held + size, total);
    const usage = bufferUsage.storage | bufferUsage.copySource | bufferUsage.copyTarget;
    const buffer = this.#source.create(size, usage, () => {
      this.#invalid.add(buffer);
      // It may be among the spare ones by now, and without memory the device needs the others too.
      this.#destroySpares();
    });
    return buffer;
  }

  #destroySpares(): void {
    for (const buffers of this.#spare.values()) for (const buffer of buffers) this.#source.destroy(buffer);
    this.#spare.clear();
    this.#spareBytes = 0;
  }
}

function tooLarge(bytes: number, limit: number): OutOfMemoryError {
  return new OutOfMemoryError({
    where: 'device "webgpu"',
    problem: "the value is too large for one buffer",
    expected: `at most ${limit} bytes`,
    got: bytes,
    remedy: "Split the batch.",
  });
}

function full(bytes: number, limit: number): OutOfMemoryError {
  return new OutOfMemoryError({
    where: 'device "webgpu"',
    problem: "the memory limit is reached",
    expected: `at most ${limit} bytes for all tensors together`,
    got: bytes,
    remedy:
      "Run the work inside tidy(), or dispose() what is done with; in a long loop await a result now and then, so that " +
      "forgotten tensors are collected. The option memoryLimit sets the limit.",
  });
}
