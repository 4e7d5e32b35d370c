import { type DType, DTypeError, isFloating } from "@sepconv/backend";
import { scalar } from "../tensor/create-tensor.js";
import { Tensor } from "../tensor/tensor.js";
import { checkTensor } from "./check-tensor.js";

/** A tensor, or a number that takes the other operand's dtype. */
export type BinaryOperand = Tensor | number;

/**
 * Both operands as tensors: a number becomes a scalar of the other operand's dtype, of float32 beside another number.
 *
 * @throws ArgumentError where an operand is neither. @throws DTypeError for a number that the dtype cannot hold.
 */
export function operandPair(where: string, a: BinaryOperand, b: BinaryOperand): readonly [Tensor, Tensor] {
  return [asTensor(where, "a", a, b), asTensor(where, "b", b, a)];
}

function asTensor(where: string, name: string, value: BinaryOperand, other: BinaryOperand): Tensor {
  if (typeof value !== "number") {
    checkTensor(where, name, value);
    return value;
  }
  const dtype = other instanceof Tensor ? other.dtype : "float32";
  if (holds(dtype, value)) return scalar(value, dtype);
  throw new DTypeError({
    where,
    problem: `${name} is no ${dtype} like the other operand`,
    expected: dtype === "bool" ? "0 or 1" : "a whole number of 32 bits",
    got: value,
    remedy: "Use cast().",
  });
}

function holds(dtype: DType, value: number): boolean {
  return isFloating(dtype) || (dtype === "int32" ? (value | 0) === value : value === 0 || value === 1);
}
