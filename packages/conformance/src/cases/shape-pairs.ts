import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import { extent } from "./arbitraries.js";

/** Shapes that broadcast: none, one and both of them stretched. */
export const shapePairs: readonly (readonly [Shape, Shape])[] = [
  [[], []],
  [[1], [1]],
  [[], [2, 3]],
  [[2, 3], []],
  [[7], [7]],
  [[64], [64]],
  [[3], [2, 3]],
  [[5, 1], [1]],
  [
    [2, 1],
    [1, 3],
  ],
  [[2, 5, 8], [8]],
  [
    [2, 5, 7],
    [5, 1],
  ],
  [
    [2, 1, 4],
    [3, 1],
  ],
  [
    [4, 1, 3],
    [4, 2, 3],
  ],
  [
    [2, 3, 4],
    [2, 1, 4],
  ],
  [
    [1, 1, 1],
    [2, 3],
  ],
  [
    [2, 3, 1, 5],
    [1, 4, 1],
  ],
  [
    [2, 1, 3, 1, 2],
    [1, 4, 1, 5, 1],
  ],
  [
    [2, 2, 2, 2, 2],
    [2, 2, 2, 2, 2],
  ],
  [
    [2, 1, 2, 1, 2, 1, 2, 1],
    [1, 2, 1, 2, 1, 2, 1, 2],
  ],
];

/** A pair of shapes that broadcast: a common shape, of which each operand stretches some axes and lacks some in front. */
export const randomShapePairs: fc.Arbitrary<{ a: number[]; b: number[] }> = fc
  .array(fc.record({ size: extent(5), stretch: fc.constantFrom("neither", "a", "b", "both") }), { maxLength: 5 })
  .chain((axes) =>
    fc.record({
      a: fc.integer({ min: 0, max: axes.length }).map((lacks) => operandShape(axes, "a", lacks)),
      b: fc.integer({ min: 0, max: axes.length }).map((lacks) => operandShape(axes, "b", lacks)),
    }),
  );

/** The shape of the result: axes count from the end; an extent of 1, or a missing axis, takes the other's extent. */
export function stretchedShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1),
  );
}

function operandShape(axes: readonly { size: number; stretch: string }[], operand: string, lacks: number): number[] {
  return axes.map(({ size, stretch }) => (stretch === operand || stretch === "both" ? 1 : size)).slice(lacks);
}
