import { abs, add, max, min, mul, reshape, step, sub, type Tensor, tensor } from "@sepconv/core";

// Truth values as 0 and 1 of a floating-point dtype: a device may know no other. NaN is neither above nor equal to anything.

/** The smallest number that no device takes for 0. */
const smallest = 2 ** -126;

/** 1 where a > b, else 0 */
export function above(a: Tensor | number, b: Tensor | number): Tensor {
  return step(sub(a, b));
}

/** 1 where a = b, else 0 */
export function equals(a: Tensor, b: Tensor | number): Tensor {
  return step(sub(smallest, abs(sub(a, b))));
}

/** 1 where x ≠ 0, else 0 */
export function nonZero(x: Tensor): Tensor {
  return step(abs(x));
}

/** 0, 1, … `count` − 1, stretched along the axis of a shape of this rank. */
export function counting(count: number, like: Tensor, axis = -1): Tensor {
  const numbers = tensor(
    Array.from({ length: count }, (_, index) => index),
    [count],
    like.dtype,
  );
  const rank = like.shape.length;
  return reshape(
    numbers,
    like.shape.map((_, at) => (at === (axis + rank) % rank ? count : 1)),
  );
}

/** Where the maximum along an axis stands, the first one where several are equal: the least i + n·(xᵢ < max). */
export function firstMaximum(x: Tensor, axis = -1): Tensor {
  const count = x.shape.at(axis) ?? 1;
  const below = above(max(x, { axis, keepDims: true }), x);
  return min(add(mul(below, count), counting(count, x, axis)), { axis });
}
