import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const curated: readonly OpCase<"gather">[] = [
  gatherCase("one of one", [1, 1, 1], [0], 1),
  gatherCase("in order", [1, 3, 4], [0, 1, 2], 2),
  gatherCase("some twice, some never", [2, 5, 3], [4, 0, 4, 2], 3),
  gatherCase("the last axis", [6, 4, 1], [3, 3, 1], 4),
  gatherCase("more than there are", [1, 2, 8], [1, 0, 1, 1, 0, 1, 0], 5),
  gatherCase(
    "a table",
    [1, 50, 16],
    Array.from({ length: 300 }, (_, index) => (index * 37) % 50),
    6,
  ),
  { ...gatherCase("indices outside", [2, 3, 2], [0, -1, 3, 2, 2 ** 31 - 1, -(2 ** 31)], 7), nonFinite: true },
  { ...gatherCase("of nothing", [2, 0, 3], [0, 1], 8), nonFinite: true },
];

const random = fc
  .record({
    outer: extent(4),
    n: extent(6),
    inner: extent(5),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
    seed: valueSeed,
  })
  .map(({ outer, n, inner, picks, seed }) => {
    const indices = picks.map((pick) => pick % n);
    return gatherCase(`[${outer}, ${n}, ${inner}] at [${indices}], seed ${seed}`, [outer, n, inner], indices, seed);
  });

export const gather: CaseSet<"gather"> = { curated, random };

function gatherCase(name: string, shape: Shape, indices: readonly number[], seed: number): OpCase<"gather"> {
  return {
    name,
    attrs: {},
    dynamic: {},
    inputs: { x: uniform(shape, seed), indices: array([indices.length], indices) },
    outputs: { y: [shape[0] ?? 0, indices.length, shape[2] ?? 0] },
  };
}
