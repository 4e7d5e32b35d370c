import { DisposedTensorError, type DType, type TypedArray } from "@sepconv/backend";
import { observer } from "../program/observer.js";
import type { DeviceEngine } from "./engine.js";

/** Whoever holds device memory for slots. */
export interface SlotKeeper {
  readonly engine: DeviceEngine;
  /** A copy of the elements. */
  read(slot: Slot): Promise<TypedArray>;
  readSync(slot: Slot): TypedArray;
  /** The slot ends: free its memory. */
  drop(slot: Slot): void;
}

let lastId = 0;

/** Slots with memory that must be freed by hand. */
const resident = new Map<number, Slot>();

/**
 * Ends the slot of a value that no tensor holds any more. A help, not a plan: it never runs inside a synchronous loop.
 * It knows slots by number, so that it keeps no value alive.
 */
const dropped: FinalizationRegistry<number> | null =
  typeof FinalizationRegistry === "undefined" ? null : new FinalizationRegistry((id) => resident.get(id)?.end());

/** A value that has ended on every device and on the host. */
export function givenBack(): DisposedTensorError {
  return new DisposedTensorError({ where: "tensor", problem: "its value was given back" });
}

/** What the tensors of one value share. Devices hold slots, never owners: an owner that is dropped ends its slot. */
export class SlotOwner {
  readonly slot: Slot;

  constructor(slot: Slot) {
    this.slot = slot;
  }
}

/**
 * The storage of one value, shared by the tensors that alias it. A slot rests on the host, on a device, or on both;
 * while it is shared it is never written again, so sharing is always right.
 */
export class Slot {
  readonly #id: number = ++lastId;
  readonly dtype: DType;
  /** Number of elements. */
  readonly length: number;
  /** The host's copy, if there is one. */
  host: TypedArray | null;
  /** The device that computed it and where it must be used, or null for a value from the host. */
  readonly home: SlotKeeper | null;
  #references = 1;
  readonly #keepers = new Set<SlotKeeper>();

  constructor(dtype: DType, length: number, host: TypedArray | null, home: SlotKeeper | null) {
    this.dtype = dtype;
    this.length = length;
    this.host = host;
    this.home = home;
  }

  /** Whether somebody still uses this value. */
  get held(): boolean {
    return this.#references > 0;
  }

  /** Whether more than one tensor, tape entry or variable uses this value. */
  get shared(): boolean {
    return this.#references > 1;
  }

  /** One more tensor, tape entry or variable uses this value. */
  retain(): this {
    this.#references++;
    return this;
  }

  /** One less; the last one ends the slot. */
  release(): void {
    if (--this.#references === 0) this.end();
  }

  /** Gives the memory back, on every device. */
  end(): void {
    for (const keeper of this.#keepers) keeper.drop(this);
    this.host = null;
  }

  /** A copy of the elements, from the host if it has them. */
  async read(): Promise<TypedArray> {
    observer()?.read(this);
    return this.host?.slice() ?? (await this.#holder().read(this));
  }

  readSync(): TypedArray {
    observer()?.read(this);
    return this.host?.slice() ?? this.#holder().readSync(this);
  }

  /** A device has memory for this value now; with an owner, memory that must be freed by hand. */
  keptBy(keeper: SlotKeeper, owner: SlotOwner | null): void {
    this.#keepers.add(keeper);
    if (owner === null || resident.has(this.#id)) return;
    resident.set(this.#id, this);
    dropped?.register(owner, this.#id, this);
  }

  /** A device has given up its memory for this value. */
  leftBy(keeper: SlotKeeper): void {
    this.#keepers.delete(keeper);
    if (this.#keepers.size > 0 || !resident.delete(this.#id)) return;
    dropped?.unregister(this);
  }

  #holder(): SlotKeeper {
    if (this.home) return this.home;
    throw givenBack();
  }
}
