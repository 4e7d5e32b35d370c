import { type DType, DTypeError } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";

// Written out, not spread: a bundler keeps an array that spreads another, whether somebody uses it or not.
export const floats: readonly DType[] = ["float32", "float64"];
export const numbers: readonly DType[] = ["float32", "float64", "int32"];
export const anything: readonly DType[] = ["float32", "float64", "int32", "bool"];

/** @throws DTypeError where an operand has an element type that the function does not take. */
export function checkDType(where: string, name: string, { dtype }: Tensor, allowed: readonly DType[]): void {
  if (allowed.includes(dtype)) return;
  throw new DTypeError({
    where,
    problem: `${name} has another dtype`,
    expected: allowed.map((known) => `"${known}"`).join(" or "),
    got: dtype,
    remedy: "Use cast().",
  });
}
