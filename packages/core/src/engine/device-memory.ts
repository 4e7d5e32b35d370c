import {
  type Backend,
  bytesOf,
  bytesPerElement,
  type ConstantKey,
  DisposedTensorError,
  type DType,
  type Operand,
  OutOfMemoryError,
  type TypedArray,
  UnsupportedOpError,
} from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";
import type { DeviceEngine } from "./engine.js";
import { givenBack, Slot, type SlotKeeper, SlotOwner } from "./slot.js";

/** How many values get memory before a walk over the record is given up. */
const patience = 1000;

/** A slot, with one reference to take over, and its memory. */
export interface Place<H> {
  readonly owner: SlotOwner;
  readonly handle: H;
}

/**
 * Which slots have memory on one device. Where handles must be freed by hand the record holds the slots, oldest first,
 * and when the device is full the oldest move to the host: the record forgets them, so that the host's copy of a value
 * that nobody holds any more is the garbage collector's. Tensors themselves are never held.
 */
export class DeviceMemory<H> implements SlotKeeper {
  readonly engine: DeviceEngine;
  readonly #frees: boolean;
  readonly #backend: Backend<H>;
  readonly #handles = new WeakMap<Slot, H>();
  /** The record of slots whose memory must be freed by hand. */
  readonly #slots = new Set<Slot>();
  /**
   * Where the walk over the record stopped. It ends when room was not needed for a while: an iterator that rests keeps
   * every table that the record has outgrown, with the slots in it.
   */
  #walk: SetIterator<Slot> | null = null;
  #keptSinceWalk = 0;
  #liveBytes = 0;
  /** How many bytes of values the device is believed to hold at most. */
  #mostBytes: number;
  #movedOut = 0;
  #ended = false;

  constructor(engine: DeviceEngine, backend: Backend<H>) {
    this.engine = engine;
    this.#backend = backend;
    this.#mostBytes = backend.limits.liveBytes;
    this.#frees = !backend.garbageCollected;
  }

  /** Values moved to the host because the device was full. */
  get movedOut(): number {
    return this.#movedOut;
  }

  /** The value as a kernel sees it; a value on the host is copied to the device, where it stays. */
  operand(tensor: Tensor, inUse: readonly Tensor[]): Operand<H> {
    tensor.heldBy(this);
    const handle = this.#handleOf(tensor, inUse);
    return { handle, byteOffset: 0, dtype: tensor.dtype, shape: tensor.shape, constant: tensor.constant };
  }

  /** A slot with memory for a result. */
  allocate(dtype: DType, length: number, inUse: readonly Tensor[]): Place<H> {
    const handle = this.#allocate(dtype, length, inUse);
    const owner = new SlotOwner(new Slot(dtype, length, null, this));
    this.#keep(owner, handle);
    return { owner, handle };
  }

  async read(slot: Slot): Promise<TypedArray> {
    return await this.#backend.read(this.#whole(slot));
  }

  readSync(slot: Slot): TypedArray {
    const operand = this.#whole(slot);
    if (this.#backend.readSync) return this.#backend.readSync(operand);
    throw new UnsupportedOpError({
      where: "dataSync",
      problem: `the device "${this.#backend.name}" answers asynchronously`,
      remedy: "Use await tensor.data().",
    });
  }

  drop(slot: Slot): void {
    const handle = this.#handles.get(slot);
    if (handle === undefined) return;
    this.#handles.delete(slot);
    this.#slots.delete(slot);
    slot.leftBy(this);
    this.#liveBytes -= bytesOfSlot(slot);
    if (!this.#ended) this.#backend.free(handle);
  }

  /** Nothing on the device can be used any more. */
  end(): void {
    this.#ended = true;
    for (const slot of this.#slots) slot.leftBy(this);
    this.#slots.clear();
  }

  forget(constant: ConstantKey): void {
    if (!this.#ended) this.#backend.forget(constant);
  }

  #whole(slot: Slot): Operand<H> {
    this.#checkOpen();
    const handle = this.#handles.get(slot);
    if (handle === undefined) throw givenBack();
    return { handle, byteOffset: 0, dtype: slot.dtype, shape: [slot.length], constant: null };
  }

  #handleOf({ slot, owner }: Tensor, inUse: readonly Tensor[]): H {
    const known = this.#handles.get(slot);
    if (known !== undefined) return known;
    const host = slot.host;
    if (host === null) throw givenBack();
    const handle = this.#backend.adopt?.(host) ?? this.#upload(host, slot, inUse);
    this.#keep(owner, handle);
    return handle;
  }

  #upload(host: TypedArray, slot: Slot, inUse: readonly Tensor[]): H {
    const handle = this.#allocate(slot.dtype, slot.length, inUse);
    this.#backend.write(handle, 0, bytesOf(host));
    return handle;
  }

  #keep(owner: SlotOwner, handle: H): void {
    const { slot } = owner;
    this.#handles.set(slot, handle);
    this.#liveBytes += bytesOfSlot(slot);
    slot.keptBy(this, this.#frees ? owner : null);
    if (!this.#frees) return;
    this.#slots.add(slot);
    if (++this.#keptSinceWalk > patience) this.#walk = null;
  }

  #allocate(dtype: DType, length: number, inUse: readonly Tensor[]): H {
    this.#checkOpen();
    const bytes = length * bytesPerElement[dtype];
    const { bytesPerValue } = this.#backend.limits;
    if (bytes > bytesPerValue) {
      throw new OutOfMemoryError({
        where: `device "${this.#backend.name}"`,
        problem: "the value is too large",
        expected: `at most ${bytesPerValue} bytes`,
        got: bytes,
        remedy: "Split the batch.",
      });
    }
    while (this.#frees && this.#liveBytes + bytes > this.#mostBytes && this.#moveOldestOut(inUse));
    return this.makingRoom(inUse, () => this.#backend.allocate(dtype, length));
  }

  /** Runs what needs memory of the device; when that is full, old values move out and it runs again. */
  makingRoom<Result>(inUse: readonly Tensor[], run: () => Result): Result {
    for (;;) {
      try {
        return run();
      } catch (error) {
        if (!(error instanceof OutOfMemoryError)) throw error;
        // Full sooner than it said, for it also holds other things: from now on room is made before it has to refuse.
        this.#mostBytes = this.#liveBytes;
        if (!this.#moveOldestOut(inUse)) throw error;
      }
    }
  }

  /**
   * Moves an old value that no operand uses to the host; false when there is none, or the device cannot wait. The walk
   * goes on where the last one stopped; from the front of the record it would cross the holes of what has left each time.
   */
  #moveOldestOut(inUse: readonly Tensor[]): boolean {
    const slot = this.#nextOld(inUse) ?? this.#nextOld(inUse);
    if (slot === undefined || (slot.host === null && !this.#backend.readSync)) return false;
    slot.host ??= this.readSync(slot);
    this.drop(slot);
    this.#movedOut++;
    return true;
  }

  /** The next slot of the walk that is not in use; undefined at the end, where the walk starts over. */
  #nextOld(inUse: readonly Tensor[]): Slot | undefined {
    this.#keptSinceWalk = 0;
    this.#walk ??= this.#slots.values();
    for (let next = this.#walk.next(); !next.done; next = this.#walk.next()) {
      const slot = next.value;
      if (!inUse.some((tensor) => tensor.slot === slot)) return slot;
    }
    this.#walk = null;
    return undefined;
  }

  #checkOpen(): void {
    if (!this.#ended) return;
    throw new DisposedTensorError({
      where: `device "${this.#backend.name}"`,
      problem: "it was disposed",
      remedy: "Open it again with useBackend().",
    });
  }
}

function bytesOfSlot(slot: Slot): number {
  return slot.length * bytesPerElement[slot.dtype];
}
