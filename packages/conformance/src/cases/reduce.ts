import { type DType, type ReduceKind, reduceKinds, type Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const curatedShapes: readonly Shape[] = [
  [1, 1, 1],
  [2, 5, 3],
  [3, 1, 4],
  [4, 7, 1],
  [1, 7, 4],
  [2, 17, 16],
  [5, 64, 9],
  [1, 1000, 3],
  [300, 3, 1],
  [1, 4, 1000],
  [1, 5000, 1],
];

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = reduceKinds.flatMap((kind): OpCase<"reduce">[] => [
  ...curatedShapes.map((shape, seed) => reduceCase(kind, `[${shape}]`, uniform(shape, seed, 3))),
  reduceCase(kind, "all negative", array([1, 5, 1], [-5, -2, -7, -1, -3])),
  // As int32 the sums leave the range.
  reduceCase(kind, "large elements", array([2, 3, 1], [2047, 2047, 1.5, -2048, -2048, 1000])),
  reduceCase(kind, "over no elements", array([2, 0, 3], [])),
  { ...reduceCase(kind, "NaN stays", array([1, 3, 2], [1, 2, nan, 3, 4, 5])), nonFinite: true },
  { ...reduceCase(kind, "infinities", array([2, 2, 1], [1, infinity, -infinity, 2])), nonFinite: true },
]);

const random = fc
  .record({
    kind: fc.constantFrom(...reduceKinds),
    outer: extent(6),
    n: extent(40),
    inner: extent(10),
    seed: valueSeed,
  })
  .map(({ kind, outer, n, inner, seed }) => reduceCase(kind, `seed ${seed}`, uniform([outer, n, inner], seed, 3)));

const floats: readonly DType[] = ["float32", "float64"];

/** The mean of integers is no integer, and truth values have no sum. */
const dtypes: { readonly [Kind in ReduceKind]: readonly DType[] } = {
  sum: [...floats, "int32"],
  mean: floats,
  max: [...floats, "int32", "bool"],
  min: [...floats, "int32", "bool"],
};

export const reduce: CaseSet<"reduce"> = { curated, random, dtypes: ({ kind }) => dtypes[kind] };

function reduceCase(kind: ReduceKind, name: string, x: HostArray): OpCase<"reduce"> {
  const outputs = { y: [x.shape[0] ?? 0, x.shape[2] ?? 0] };
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { x }, outputs };
}
