import { type BinaryKind, binarySpec, broadcastShapes, type DType } from "@sepconv/backend";
import { anything, checkDType, floats, numbers } from "../arguments/check-dtype.js";
import { type BinaryOperand, operandPair } from "../arguments/operand-pair.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";

/** What each kind takes: the quotient of integers is no integer, and truth values have no sum. */
const dtypes: { readonly [Kind in BinaryKind]: readonly DType[] } = {
  add: numbers,
  sub: numbers,
  mul: numbers,
  div: floats,
  maximum: anything,
  minimum: anything,
  gate: floats,
};

/**
 * `y = kind(a, b)`, element by element, with broadcasting: extents are aligned at the end and an extent of 1 stretches.
 *
 * The result has the operands' dtype and the broadcast shape; int32 wraps. The functions below are its kinds.
 *
 * @throws ShapeError where the shapes do not broadcast. @throws DTypeError where the dtypes differ, or have no such
 * function: integers are not divided, and of truth values there are only maximum and minimum.
 * @throws ForeignTensorError where the operands live on two devices.
 * @see https://www.tensorflow.org/api_docs/python/tf/math
 */
export function binary(kind: BinaryKind, a: BinaryOperand, b: BinaryOperand): Tensor {
  return tidy(() => {
    const [left, right] = operandPair(kind, a, b);
    checkDType(kind, "a", left, dtypes[kind]);
    return combine(kind, left, right);
  });
}

/** The op itself, on two tensors that are known to suit it. @internal */
export function combine(kind: BinaryKind, a: Tensor, b: Tensor, where: string = kind): Tensor {
  const shape = broadcastShapes(where, a.shape, b.shape);
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
/** a where b > 0, else 0, as the product with step(b): what passes a relu backwards */
export const gate = (a: BinaryOperand, b: BinaryOperand): Tensor => binary("gate", a, b);
