import {
  ArgumentError,
  type ConstantKey,
  DisposedTensorError,
  type DType,
  DTypeError,
  type Shape,
  ShapeError,
  sameShape,
} from "@sepconv/backend";
import { checkOptions } from "../arguments/check-options.js";
import type { SlotOwner } from "../engine/slot.js";
import { observer } from "../program/observer.js";
import { hostArray, hostSlot, type TensorData } from "./create-tensor.js";
import { escapeScope } from "./scope.js";
import { type ConstantHolder, Tensor } from "./tensor.js";

/** What `variable` takes besides the value. */
export interface VariableOptions {
  /** Name in files and reports. Default: "variable". */
  readonly name?: string;
  /** Whether training changes it. Default: true. */
  readonly trainable?: boolean;
  /** Default: that of the value. */
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
  /** Name in files and reports. */
  readonly name: string;
  /** Whether training changes it. */
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
      this.#check(value);
      value.slot.retain();
      this.replaceSlot(value.owner);
    } else {
      const array = hostArray(this.#where, value, undefined, this.dtype);
      const isFlat = array.shape.length === 1 && array.elements.length === this.size;
      this.#check(isFlat ? this : array);
      this.replaceSlot(hostSlot(array.elements, array.dtype));
    }
    this.#version++;
    observer()?.left("it assigned a variable");
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

  get #where(): string {
    return `variable "${this.name}"`;
  }

  #check({ shape, dtype }: { readonly shape: Shape; readonly dtype: DType }): void {
    const where = this.#where;
    if (this.disposed) throw new DisposedTensorError({ where, problem: "it was disposed" });
    if (!sameShape(shape, this.shape)) {
      throw new ShapeError({
        where,
        problem: "a value of another shape cannot be assigned",
        expected: `[${this.shape.join(", ")}]`,
        got: shape,
      });
    }
    if (dtype === this.dtype) return;
    throw new DTypeError({
      where,
      problem: "a value of another dtype cannot be assigned",
      expected: `"${this.dtype}"`,
      got: dtype,
    });
  }
}

/**
 * A variable from a tensor's value, whose storage it shares, or from numbers, which are copied.
 *
 * @param options.shape for a typed array; by default the data's own. Neither it nor a dtype goes with a tensor.
 * @throws ShapeError where the shape does not fit. @throws ArgumentError for an unknown option.
 * @example
 * variable(new Float32Array(6), { shape: [2, 3], name: "w" }).shape; // [2, 3]
 */
export function variable(
  value: Tensor | TensorData,
  options: VariableOptions & { readonly shape?: Shape } = {},
): Variable {
  checkOptions("variable", options, ["name", "trainable", "dtype", "shape"]);
  const { shape, dtype } = options;
  if (value instanceof Tensor) {
    if (shape !== undefined || dtype !== undefined) {
      throw new ArgumentError({
        where: "variable",
        problem: "a tensor has a shape and a dtype of its own",
        expected: "neither beside it",
        got: { shape, dtype },
      });
    }
    return variableOf(value, options);
  }
  const array = hostArray("variable", value, shape, dtype);
  return new Variable(hostSlot(array.elements, array.dtype), array.shape, options);
}

/** The variable itself, of a tensor's value. @internal */
export function variableOf(value: Tensor, options: VariableOptions): Variable {
  value.slot.retain();
  return new Variable(value.owner, value.shape, options);
}
