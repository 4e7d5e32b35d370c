import { type BinaryKind, binarySpec, broadcastShapes } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { scalar } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import { Tensor } from "../tensor/tensor.js";

/** A tensor, or a number that takes the other operand's dtype. */
export type BinaryOperand = Tensor | number;

/**
 * `y = kind(a, b)`, element by element, with broadcasting: extents are aligned at the end and an extent of 1 stretches.
 *
 * The result has the operands' dtype and the broadcast shape. The functions below are its kinds.
 *
 * @throws ShapeError where the shapes do not broadcast. @throws DTypeError where the dtypes differ.
 * @throws ForeignTensorError where the operands live on two devices.
 * @see https://www.tensorflow.org/api_docs/python/tf/math
 */
export function binary(kind: BinaryKind, a: BinaryOperand, b: BinaryOperand): Tensor {
  return tidy(() => {
    const left = typeof a === "number" ? scalar(a, b instanceof Tensor ? b.dtype : "float32") : a;
    const right = typeof b === "number" ? scalar(b, left instanceof Tensor ? left.dtype : "float32") : b;
    checkTensor(kind, "a", left);
    checkTensor(kind, "b", right);
    return combine(kind, left, right);
  });
}

/** The op itself, on two tensors. @internal */
export function combine(kind: BinaryKind, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShapes(kind, a.shape, b.shape);
  return execute({ spec: binarySpec, attrs: { kind }, dynamic: {}, inputs: { a, b }, outputShapes: { y: shape } }).y;
}

/** a + b. @example add(tensor([1, 2]), 10).dataSync(); // [11, 12] */
export const add = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("add", a, b);
/** a − b */
export const sub = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("sub", a, b);
/** a · b */
export const mul = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("mul", a, b);
/** a / b */
export const div = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("div", a, b);
/** The larger of a and b; NaN where either is NaN */
export const maximum = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("maximum", a, b);
/** The smaller of a and b; NaN where either is NaN */
export const minimum = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("minimum", a, b);
