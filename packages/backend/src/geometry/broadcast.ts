import { ShapeError } from "../errors.js";
import { type Shape, stridesOf } from "../shape.js";

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

/** Loop extents and the element strides of both operands; a stretched dimension has stride 0. */
export interface BroadcastLoops {
  readonly extents: number[];
  readonly stridesA: number[];
  readonly stridesB: number[];
}

/**
 * The fewest nested loops that visit a broadcast pair in row-major order: neighbouring dimensions that both operands
 * walk alike are merged, extents of 1 vanish. `[8, 100, 64]` with `[64]` is two loops, equal shapes are one.
 */
export function broadcastLoops(a: Shape, b: Shape, result: Shape): BroadcastLoops {
  const stridesA = stretchedStrides(a, result);
  const stridesB = stretchedStrides(b, result);
  const loops: BroadcastLoops = { extents: [], stridesA: [], stridesB: [] };
  result.forEach((extent, axis) => {
    if (extent === 1) return;
    const last = loops.extents.length - 1;
    const merges =
      last >= 0 &&
      loops.stridesA[last] === stridesA[axis]! * extent &&
      loops.stridesB[last] === stridesB[axis]! * extent;
    if (merges) {
      loops.extents[last]! *= extent;
      loops.stridesA[last] = stridesA[axis]!;
      loops.stridesB[last] = stridesB[axis]!;
    } else {
      loops.extents.push(extent);
      loops.stridesA.push(stridesA[axis]!);
      loops.stridesB.push(stridesB[axis]!);
    }
  });
  return loops;
}

function stretchedStrides(shape: Shape, result: Shape): number[] {
  const strides = stridesOf(shape);
  const missing = result.length - shape.length;
  return result.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]!));
}
