import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elementCount, type Shape, stridesOf } from "../shape.js";
import { broadcastLoops, broadcastShapes } from "./broadcast.js";

/** A shape and two that stretch to it. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.boolean()), { maxLength: 5 })
  .chain((axes) =>
    fc.tuple(fc.nat(axes.length), fc.nat(axes.length)).map(([dropA, dropB]) => ({
      a: axes.map(([extent, one]) => (one ? 1 : extent)).slice(dropA),
      b: axes.map(([extent, , one]) => (one ? 1 : extent)).slice(dropB),
    })),
  );

/** The element of an operand that meets each element of the result, index by index. */
function visited(operand: Shape, result: Shape): number[] {
  const strides = stridesOf(operand);
  return Array.from({ length: elementCount(result) }, (_, position) => {
    const index = stridesOf(result).map((stride, axis) => Math.floor(position / stride) % result[axis]!);
    const own = index.slice(result.length - operand.length);
    return own.reduce((offset, at, axis) => offset + (operand[axis] === 1 ? 0 : at * strides[axis]!), 0);
  });
}

function walk(extents: readonly number[], strides: readonly number[], axis = 0, offset = 0): number[] {
  if (axis === extents.length) return [offset];
  return Array.from({ length: extents[axis]! }, (_, index) =>
    walk(extents, strides, axis + 1, offset + index * strides[axis]!),
  ).flat();
}

describe("broadcasting", () => {
  it("visits what the definition says, with seed 1", () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const result = broadcastShapes("test", a, b);
        const { extents, stridesA, stridesB } = broadcastLoops(a, b, result);
        expect(walk(extents, stridesA)).toEqual(visited(a, result));
        expect(walk(extents, stridesB)).toEqual(visited(b, result));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("needs few loops", () => {
    expect(broadcastLoops([8, 100, 64], [64], [8, 100, 64])).toEqual({
      extents: [800, 64],
      stridesA: [64, 1],
      stridesB: [0, 1],
    });
    expect(broadcastLoops([4, 5], [4, 5], [4, 5]).extents).toEqual([20]);
  });

  it("keeps extents of 0", () => {
    expect(broadcastShapes("add", [0, 3], [1, 3])).toEqual([0, 3]);
  });

  it("refuses shapes that do not fit", () => {
    expect(() => broadcastShapes("add", [2, 3], [2])).toThrow(
      "add: shapes do not broadcast; expected equal extents, or 1, counted from the last dimension, got [[2, 3], [2]].",
    );
  });
});
