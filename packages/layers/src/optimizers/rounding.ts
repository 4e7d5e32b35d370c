import type { DType } from "@sepconv/backend";

/** Rounds a number to an element type. */
export type Rounding = (value: number) => number;

/**
 * How Keras rounds the factors of an update, which it computes in the variable's dtype. It shows: of 1 − 0.999 float32
 * keeps five digits.
 */
export function roundingOf(dtype: DType): Rounding {
  return dtype === "float64" ? (value) => value : Math.fround;
}
