import { abs, add, div, exp, log, maximum, minimum, mul, square, step, sub, type Tensor } from "@sepconv/core";

/** Keras' fuzz factor. */
export const epsilon = 1e-7;

/** x held between two numbers; beyond them it has no gradient. */
export function clip(x: Tensor, low: number, high: number): Tensor {
  return minimum(maximum(x, low), high);
}

/** A probability held away from 0 and 1, so that logarithms stay finite. */
export function clipProbability(x: Tensor): Tensor {
  return clip(x, epsilon, 1 - epsilon);
}

/** x^exponent for x ≥ 0. */
export function power(x: Tensor, exponent: number): Tensor {
  if (exponent === 1) return x;
  if (exponent === 2) return square(x);
  return exp(mul(log(maximum(x, 1e-38)), exponent));
}

/** a / b, and 0 where b is 0. */
export function divideOrZero(a: Tensor | number, b: Tensor): Tensor {
  const nonZero = step(abs(b));
  return div(mul(nonZero, a), add(b, sub(1, nonZero)));
}
