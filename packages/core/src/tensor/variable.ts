import {
  type ConstantKey,
  DisposedTensorError,
  type DType,
  DTypeError,
  type Shape,
  ShapeError,
  sameShape,
} from "@sepconv/backend";
import type { SlotOwner } from "../engine/slot.js";
import { hostArray, hostSlot, type TensorData } from "./create-tensor.js";
import { escapeScope } from "./scope.js";
import { type ConstantHolder, Tensor } from "./tensor.js";

export interface VariableOptions {
  /** Name in files and reports. Default: "variable". */
  readonly name?: string;
  /** Whether training changes it. Default: true. */
  readonly trainable?: boolean;
  readonly dtype?: DType;
}

/**
 * A tensor whose value can be replaced: a weight. Backends keep weights packed for as long as their version stays.
 *
 * Variables belong to no `tidy` scope; they end with `dispose()`.
 *
 * @example
 * const weight = variable([1, 2, 3], { name: "weight" });
 * weight.assign([4, 5, 6]);
 * weight.dataSync(); // [4, 5, 6]
 */
export class Variable extends Tensor implements ConstantKey {
  readonly name: string;
  trainable: boolean;
  #version = 0;
  readonly #holders = new Set<ConstantHolder>();

  constructor(owner: SlotOwner, shape: Shape, options: VariableOptions = {}) {
    super(owner, shape);
    escapeScope(this);
    this.name = options.name ?? "variable";
    this.trainable = options.trainable ?? true;
  }

  /** Grows with each `assign`. */
  get version(): number {
    return this.#version;
  }

  override get constant(): ConstantKey {
    return this;
  }

  /**
   * Replaces the value. What was computed or recorded from the old value stays as it is. A tensor hands its storage on
   * without a copy; anything else is copied.
   *
   * @throws ShapeError when the shape differs. @throws DTypeError when a tensor has another dtype.
   */
  assign(value: Tensor | TensorData): void {
    if (value instanceof Tensor) {
      this.#checkShape(value.shape);
      this.#checkDType(value.dtype);
      value.slot.retain();
      this.replaceSlot(value.owner);
    } else {
      const array = hostArray(`variable "${this.name}"`, value, undefined, this.dtype);
      const flat = array.shape.length === 1 && array.elements.length === this.size;
      if (!flat) this.#checkShape(array.shape);
      this.replaceSlot(hostSlot(array.elements, array.dtype));
    }
    this.#version++;
  }

  /** @internal */
  override heldBy(holder: ConstantHolder): void {
    this.#holders.add(holder);
  }

  override dispose(): void {
    for (const holder of this.#holders) holder.forget(this);
    this.#holders.clear();
    super.dispose();
  }

  #checkDType(dtype: DType): void {
    if (dtype === this.dtype) return;
    throw new DTypeError({
      where: `variable "${this.name}"`,
      problem: "a value of another dtype cannot be assigned",
      expected: `"${this.dtype}"`,
      got: dtype,
    });
  }

  #checkShape(shape: Shape): void {
    if (this.disposed) {
      throw new DisposedTensorError({ where: `variable "${this.name}"`, problem: "it was disposed" });
    }
    if (sameShape(shape, this.shape)) return;
    throw new ShapeError({
      where: `variable "${this.name}"`,
      problem: "a value of another shape cannot be assigned",
      expected: `[${this.shape.join(", ")}]`,
      got: shape,
    });
  }
}

/** A variable from numbers or from a tensor's value. @see Variable */
export function variable(
  value: Tensor | TensorData,
  options: VariableOptions & { readonly shape?: Shape } = {},
): Variable {
  if (value instanceof Tensor) {
    value.slot.retain();
    return new Variable(value.owner, value.shape, options);
  }
  const array = hostArray("variable", value, options.shape, options.dtype);
  return new Variable(hostSlot(array.elements, array.dtype), array.shape, options);
}
