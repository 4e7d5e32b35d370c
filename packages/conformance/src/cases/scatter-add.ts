import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const curated: readonly OpCase<"scatterAdd">[] = [
  scatterAddCase("one into one", [1, 1, 1], [0], 1),
  scatterAddCase("in order", [1, 3, 4], [0, 1, 2], 2),
  scatterAddCase("several into one, none into others", [2, 5, 3], [4, 0, 4, 4], 3),
  scatterAddCase("the last axis", [6, 4, 1], [3, 3, 1], 4),
  scatterAddCase("indices outside", [2, 3, 2], [0, -1, 3, 2, 2 ** 31 - 1, -(2 ** 31)], 5),
  scatterAddCase("nothing to add", [2, 3, 2], [], 6),
  scatterAddCase(
    "a table",
    [1, 50, 16],
    Array.from({ length: 300 }, (_, index) => (index * index) % 50),
    7,
  ),
  scatterAddCase("a thousand into one", [1, 2, 3], new Array<number>(1000).fill(1), 8),
];

const random = fc
  .record({
    outer: extent(4),
    n: extent(6),
    inner: extent(5),
    indices: fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 12 }),
    seed: valueSeed,
  })
  .map(({ outer, n, inner, indices, seed }) =>
    scatterAddCase(`[${outer}, ${n}, ${inner}] from [${indices}], seed ${seed}`, [outer, n, inner], indices, seed),
  );

export const scatterAdd: CaseSet<"scatterAdd"> = { curated, random };

function scatterAddCase(
  name: string,
  [outer, n, inner]: readonly [number, number, number],
  indices: readonly number[],
  seed: number,
): OpCase<"scatterAdd"> {
  return {
    name,
    attrs: {},
    dynamic: {},
    inputs: { x: uniform([outer, indices.length, inner], seed), indices: array([indices.length], indices) },
    outputs: { y: [outer, n, inner] },
  };
}
