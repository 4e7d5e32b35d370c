import { ShapeError } from "../errors.js";
import { type Shape, stridesOf } from "../shape.js";
import { mergeLoops, type StridedLoops } from "./strided-loops.js";

/**
 * The common shape of two operands: extents are aligned at the end, and an extent of 1 stretches.
 *
 * @throws ShapeError where two extents differ and neither is 1.
 */
export function broadcastShapes(where: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new ShapeError({
        where,
        problem: "shapes do not broadcast",
        expected: "equal extents, or 1, counted from the last dimension",
        got: [a, b],
      });
    }
    return left === 1 ? right : left;
  });
}

/**
 * The fewest nested loops that visit a broadcast pair in row-major order; a stretched dimension has stride 0. `[8, 100, 64]`
 * with `[64]` is two loops, equal shapes are one.
 */
export function broadcastLoops(a: Shape, b: Shape, result: Shape): StridedLoops {
  return mergeLoops({
    extents: result,
    stridesA: stretchedStrides(a, result),
    stridesB: stretchedStrides(b, result),
  });
}

function stretchedStrides(shape: Shape, result: Shape): number[] {
  const strides = stridesOf(shape);
  const missing = result.length - shape.length;
  return result.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]!));
}
