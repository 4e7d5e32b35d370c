import {
  type ConstantKey,
  DisposedTensorError,
  type DType,
  elementCount,
  type Shape,
  type TypedArray,
} from "@sepconv/backend";
import type { Slot } from "../engine/slot.js";
import { type NestedArray, nest } from "./nested-array.js";
import { keepInScope } from "./scope.js";

/** Whoever keeps something for a variable, such as its packed form, until the variable ends. */
export interface ConstantHolder {
  forget(constant: ConstantKey): void;
}

let lastId = 0;

/** Releases what a dropped tensor held on a device. A help, not a plan: it never runs inside a synchronous loop. */
const dropped: FinalizationRegistry<Slot> | null =
  typeof FinalizationRegistry === "undefined" ? null : new FinalizationRegistry((slot) => slot.release());

/**
 * An immutable array of numbers with a shape and an element type, on the host or on a device.
 *
 * Made by `tensor()` and by every op. Its memory ends with `dispose()`, with the `tidy` scope it was made in, or, in
 * asynchronous programs, some time after nobody holds it.
 */
export class Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Identity for automatic differentiation: aliases of one value that the tape keeps share it. @internal */
  readonly id: number;
  #slot: Slot;
  #disposed = false;

  /** @internal Takes over one reference of the slot. */
  constructor(slot: Slot, shape: Shape, id: number = ++lastId) {
    this.#slot = slot;
    this.shape = shape;
    this.dtype = slot.dtype;
    this.id = id;
    this.#watch();
    keepInScope(this);
  }

  /** Number of elements. */
  get size(): number {
    return elementCount(this.shape);
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  /** @internal The key under which a backend may keep this value packed: variables have one. */
  get constant(): ConstantKey | null {
    return null;
  }

  /** @internal A variable remembers who may keep something for it. */
  heldBy(_holder: ConstantHolder): void {}

  /** @internal */
  get slot(): Slot {
    if (this.#disposed)
      throw new DisposedTensorError({ where: "tensor", problem: disposedProblem(this.shape), remedy });
    return this.#slot;
  }

  /** @internal Another value for a variable. Takes over one reference of the slot. */
  protected replaceSlot(slot: Slot): void {
    this.slot.release();
    this.#slot = slot;
    dropped?.unregister(this);
    this.#watch();
  }

  #watch(): void {
    if (this.#slot.home?.frees) dropped?.register(this, this.#slot, this);
  }

  /**
   * A copy of the elements in row-major order, once the device has computed them.
   *
   * @throws the named error of the device when a launch before this failed.
   */
  async data(): Promise<TypedArray> {
    return await this.slot.read();
  }

  /** The same at once. On CPU and WASM only: WebGPU answers asynchronously. @throws UnsupportedOpError */
  dataSync(): TypedArray {
    return this.slot.readSync();
  }

  /** The elements as nested arrays; a scalar is a number. */
  async array(): Promise<NestedArray> {
    return nest(await this.data(), this.shape);
  }

  /** Gives the memory back. Using the tensor afterwards is a `DisposedTensorError`; disposing it again does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    if (this.#slot.home?.frees) dropped?.unregister(this);
    this.#slot.release();
  }
}

/** The same value under another shape, without a copy. @internal */
export function alias(tensor: Tensor, shape: Shape, id?: number): Tensor {
  return new Tensor(tensor.slot.retain(), shape, id);
}

function disposedProblem(shape: Shape): string {
  return `this tensor of shape [${shape.join(", ")}] was disposed`;
}

const remedy = "Return it from tidy(), or dispose it later.";
