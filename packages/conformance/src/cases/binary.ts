import { type BinaryKind, binaryKinds, type Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, spread } from "./values.js";

const shapePairs: readonly (readonly [Shape, Shape])[] = [
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

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = binaryKinds.flatMap((kind): OpCase<"binary">[] => [
  ...shapePairs.map(([a, b], index) => seededCase(kind, a, b, 2 * index + 1)),
  binaryCase(kind, "equal operands", array([4], [1, -2, 0.5, 3]), array([4], [1, -2, 0.5, 3])),
  {
    ...binaryCase(kind, "NaN on either side", array([4], [nan, 1, nan, 2]), array([4], [1, nan, nan, -3])),
    nonFinite: true,
  },
  {
    ...binaryCase(
      kind,
      "infinities and zeros",
      array([5], [infinity, -infinity, 1, -1, 0]),
      array([5], [2, 2, 0, 0, 0]),
    ),
    nonFinite: true,
  },
]);

/** A pair of shapes that broadcast: a common shape, of which each operand stretches some axes and lacks some in front. */
const pairs = fc
  .array(fc.record({ size: extent(5), stretch: fc.constantFrom("neither", "a", "b", "both") }), { maxLength: 5 })
  .chain((axes) =>
    fc.record({
      a: fc.integer({ min: 0, max: axes.length }).map((lacks) => operandShape(axes, "a", lacks)),
      b: fc.integer({ min: 0, max: axes.length }).map((lacks) => operandShape(axes, "b", lacks)),
    }),
  );

const random = fc
  .record({ kind: fc.constantFrom(...binaryKinds), pair: pairs, seed: valueSeed })
  .map(({ kind, pair, seed }) => seededCase(kind, pair.a, pair.b, seed));

export const binary: CaseSet<"binary"> = { curated, random };

function operandShape(axes: readonly { size: number; stretch: string }[], operand: string, lacks: number): number[] {
  return axes.map(({ size, stretch }) => (stretch === operand || stretch === "both" ? 1 : size)).slice(lacks);
}

function seededCase(kind: BinaryKind, a: Shape, b: Shape, seed: number): OpCase<"binary"> {
  const name = `[${a}] with [${b}], seed ${seed}`;
  return binaryCase(kind, name, spread(a, seed, -6, 6), spread(b, seed + 1, -6, 6));
}

function binaryCase(kind: BinaryKind, name: string, a: HostArray, b: HostArray): OpCase<"binary"> {
  const outputs = { y: stretchedShape(a.shape, b.shape) };
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { a, b }, outputs };
}

/** Axes count from the end; an extent of 1, or a missing axis, takes the other's extent. */
function stretchedShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1),
  );
}
