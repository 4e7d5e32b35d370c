import { reshape, type Tensor } from "@sepconv/core";

/**
 * Keras' way with ranks that differ by one: a last axis of extent 1 is dropped from the longer shape, or added to a shape
 * of rank 1.
 */
export function sameRank(a: Tensor, b: Tensor): [a: Tensor, b: Tensor] {
  const [shapeA, shapeB] = [a.shape, b.shape];
  if (shapeA.length === shapeB.length + 1 && shapeA.at(-1) === 1) {
    return shapeB.length === 1 ? [a, reshape(b, [...shapeB, 1])] : [reshape(a, shapeA.slice(0, -1)), b];
  }
  if (shapeB.length === shapeA.length + 1 && shapeB.at(-1) === 1) {
    return shapeA.length === 1 ? [reshape(a, [...shapeA, 1]), b] : [a, reshape(b, shapeB.slice(0, -1))];
  }
  return [a, b];
}
