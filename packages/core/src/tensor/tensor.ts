import {
  type ConstantKey,
  DisposedTensorError,
  type DType,
  elementCount,
  type Shape,
  type TypedArray,
} from "@sepconv/backend";
import type { Slot, SlotOwner } from "../engine/slot.js";
import { type NestedArray, nest } from "./nested-array.js";
import { keepInScope } from "./scope.js";

/** Whoever keeps something for a variable, such as its packed form, until the variable ends. */
export interface ConstantHolder {
  forget(constant: ConstantKey): void;
}

let lastId = 0;

/**
 * An immutable array of numbers with a shape and an element type, on the host or on a device.
 *
 * Made by `tensor()` and by every op. Its memory ends with `dispose()`, with the `tidy` scope it was made in, or, in
 * asynchronous programs, some time after nobody holds it.
 */
export class Tensor {
  /** Extents, outermost first; `[]` for a scalar. */
  readonly shape: Shape;
  /** The type of the elements. */
  readonly dtype: DType;
  /** Identity for automatic differentiation: aliases of one value that the tape keeps share it. @internal */
  readonly id: number;
  #owner: SlotOwner;
  #disposed = false;

  /** @internal Takes over one reference of the slot. */
  constructor(owner: SlotOwner, shape: Shape, id: number = ++lastId) {
    this.#owner = owner;
    this.shape = shape;
    this.dtype = owner.slot.dtype;
    this.id = id;
    keepInScope(this);
  }

  /** Number of elements. */
  get size(): number {
    return elementCount(this.shape);
  }

  /** Whether `dispose()` was called, or the scope it was made in has ended. */
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
    return this.owner.slot;
  }

  /** @internal */
  get owner(): SlotOwner {
    if (this.#disposed)
      throw new DisposedTensorError({ where: "tensor", problem: disposedProblem(this.shape), remedy });
    return this.#owner;
  }

  /** @internal Another value for a variable. Takes over one reference of the slot. */
  protected replaceSlot(owner: SlotOwner): void {
    this.slot.release();
    this.#owner = owner;
  }

  /**
   * A copy of the elements in row-major order, once the device has computed them.
   *
   * @throws the named error of the device when a launch before this failed.
   */
  async data(): Promise<TypedArray> {
    return await this.slot.read();
  }

  /** The elements without a copy where the host has them: not to be written. @internal */
  async peek(): Promise<TypedArray> {
    return this.slot.host ?? (await this.data());
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
    this.#owner.slot.release();
  }
}

/** The same value under another shape, without a copy. @internal */
export function alias(tensor: Tensor, shape: Shape, id?: number): Tensor {
  tensor.slot.retain();
  return new Tensor(tensor.owner, shape, id);
}

function disposedProblem(shape: Shape): string {
  return `this tensor of shape [${shape.join(", ")}] was disposed`;
}

const remedy = "Return it from tidy(), or dispose it later.";
