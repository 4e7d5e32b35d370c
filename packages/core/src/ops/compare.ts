import { broadcastShapes, type CompareKind, compareSpec } from "@sepconv/backend";
import { type BinaryOperand, operandPair } from "../arguments/operand-pair.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * `y = a kind b`, element by element, with the broadcasting of `add`: a bool tensor. Where either is NaN all are false but
 * `notEqual`. The functions below are its kinds; a number takes the other operand's dtype.
 *
 * @throws ShapeError where the shapes do not broadcast. @throws DTypeError where the dtypes differ.
 * @see https://www.tensorflow.org/api_docs/python/tf/math/greater
 */
export function compare(kind: CompareKind, a: BinaryOperand, b: BinaryOperand): Tensor {
  return tidy(() => {
    const [left, right] = operandPair(kind, a, b);
    const shape = broadcastShapes(kind, left.shape, right.shape);
    const inputs = { a: left, b: right };
    return execute({ spec: compareSpec, attrs: { kind }, dynamic: {}, inputs, outputShapes: { y: shape } }).y;
  });
}

/** a = b. @example equal(tensor([1, 2]), 2).dataSync(); // [0, 1] */
export const equal = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("equal", a, b);
/** a ≠ b */
export const notEqual = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("notEqual", a, b);
/** a > b */
export const greater = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("greater", a, b);
/** a ≥ b */
export const greaterEqual = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("greaterEqual", a, b);
/** a < b */
export const less = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("less", a, b);
/** a ≤ b */
export const lessEqual = (a: BinaryOperand, b: BinaryOperand): Tensor => compare("lessEqual", a, b);
