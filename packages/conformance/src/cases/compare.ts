import { type CompareKind, compareKinds, type Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { randomShapePairs, shapePairs, stretchedShape } from "./shape-pairs.js";
import { array, uniform } from "./values.js";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = compareKinds.flatMap((kind): OpCase<"compare">[] => [
  ...shapePairs.map(([a, b], index) => seededCase(kind, a, b, 2 * index + 1)),
  compareCase(kind, "equal operands", array([4], [1, -2, 0.5, 3]), array([4], [1, -2, 0.5, 3])),
  compareCase(kind, "neighbours", array([4], [1, 1, 1, -1]), array([4], [1 + 2 ** -20, 1 - 2 ** -20, 1, 1])),
  compareCase(kind, "zeros of either sign", array([2], [0, -0]), array([2], [-0, 0])),
  {
    ...compareCase(kind, "NaN on either side", array([4], [nan, 1, nan, 2]), array([4], [1, nan, nan, -3])),
    nonFinite: true,
  },
  {
    ...compareCase(
      kind,
      "infinities",
      array([4], [infinity, -infinity, 1, infinity]),
      array([4], [infinity, infinity, infinity, 1]),
    ),
    nonFinite: true,
  },
]);

const random = fc
  .record({ kind: fc.constantFrom(...compareKinds), pair: randomShapePairs, seed: valueSeed })
  .map(({ kind, pair, seed }) => seededCase(kind, pair.a, pair.b, seed));

export const compare: CaseSet<"compare"> = { curated, random };

function seededCase(kind: CompareKind, a: Shape, b: Shape, seed: number): OpCase<"compare"> {
  return compareCase(kind, `[${a}] with [${b}], seed ${seed}`, quarters(a, seed), quarters(b, seed + 1));
}

/** Few different values, so that many elements are equal. */
function quarters(shape: Shape, seed: number): HostArray {
  const { values } = uniform(shape, seed);
  return { shape, values: values.map((x) => Math.round(4 * x) / 4) };
}

function compareCase(kind: CompareKind, name: string, a: HostArray, b: HostArray): OpCase<"compare"> {
  const outputs = { y: stretchedShape(a.shape, b.shape) };
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { a, b }, outputs };
}
