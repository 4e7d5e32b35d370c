import { maximum, mul, rsqrt, square, sum, type Tensor } from "@sepconv/core";

/** x divided by its Euclidean norm over axes, which counts as no less than `least`. */
export function unitVectors(x: Tensor, axis: readonly number[], least: number): Tensor {
  return mul(x, rsqrt(maximum(sum(square(x), { axis, keepDims: true }), least ** 2)));
}
