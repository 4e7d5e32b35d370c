import { DisposedTensorError, type DType, type TypedArray } from "@sepconv/backend";
import type { DeviceEngine } from "./engine.js";

/** Whoever holds device memory for slots. */
export interface SlotKeeper {
  readonly engine: DeviceEngine;
  /** Whether the device's memory for a slot must be freed by hand. */
  readonly frees: boolean;
  /** A copy of the elements. */
  read(slot: Slot): Promise<TypedArray>;
  readSync(slot: Slot): TypedArray;
  /** The slot ends: free its memory. */
  drop(slot: Slot): void;
}

/**
 * The storage of one value, shared by the tensors that alias it. A slot rests on the host, on a device, or on both;
 * it is never written again once it is filled, so sharing is always right.
 */
export class Slot {
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

  /** One more tensor, tape entry or variable uses this value. */
  retain(): this {
    this.#references++;
    return this;
  }

  /** One less; the last one gives the memory back, on every device. */
  release(): void {
    if (--this.#references > 0) return;
    for (const keeper of this.#keepers) keeper.drop(this);
    this.#keepers.clear();
    this.host = null;
  }

  /** A copy of the elements, from the host if it has them. */
  async read(): Promise<TypedArray> {
    return this.host?.slice() ?? (await this.#home().read(this));
  }

  readSync(): TypedArray {
    return this.host?.slice() ?? this.#home().readSync(this);
  }

  #home(): SlotKeeper {
    if (this.home) return this.home;
    throw new DisposedTensorError({ where: "tensor", problem: "its value was given back" });
  }

  keptBy(keeper: SlotKeeper): void {
    this.#keepers.add(keeper);
  }
}
