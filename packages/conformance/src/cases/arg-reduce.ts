import { type ArgReduceKind, argReduceKinds, type Shape } from "@sepconv/backend";
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
  [5, 64, 9],
  [1, 1000, 3],
];

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = argReduceKinds.flatMap((kind): OpCase<"argReduce">[] => [
  ...curatedShapes.map((shape, seed) => argReduceCase(kind, `[${shape}]`, uniform(shape, seed, 3))),
  argReduceCase(kind, "all negative", array([1, 5, 1], [-5, -2, -7, -1, -3])),
  argReduceCase(kind, "the first of several", array([2, 4, 1], [1, 3, 3, 1, 2, 2, 2, 2])),
  argReduceCase(kind, "zeros of either sign", array([2, 2, 1], [0, -0, -0, 0])),
  { ...argReduceCase(kind, "the first NaN", array([1, 4, 2], [1, nan, 2, 5, nan, nan, nan, 7])), nonFinite: true },
  {
    ...argReduceCase(kind, "infinities", array([2, 3, 1], [infinity, -infinity, infinity, -infinity, -infinity, 0])),
    nonFinite: true,
  },
]);

const random = fc
  .record({
    kind: fc.constantFrom(...argReduceKinds),
    outer: extent(6),
    n: extent(20),
    inner: extent(6),
    seed: valueSeed,
  })
  .map(({ kind, outer, n, inner, seed }) => {
    const { shape, values } = uniform([outer, n, inner], seed, 3);
    // Few different values, so that several elements are extreme.
    return argReduceCase(kind, `[${shape}], seed ${seed}`, { shape, values: values.map(Math.round) });
  });

export const argReduce: CaseSet<"argReduce"> = { curated, random };

function argReduceCase(kind: ArgReduceKind, name: string, x: HostArray): OpCase<"argReduce"> {
  const outputs = { y: [x.shape[0] ?? 0, x.shape[2] ?? 0] };
  return { name: `${kind}, ${name}`, attrs: { kind }, dynamic: {}, inputs: { x }, outputs };
}
