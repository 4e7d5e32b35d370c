import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

const curated: readonly OpCase<"concat">[] = [
  concatCase(1, 1, 1, 1, 1),
  concatCase(1, 3, 4, 1, 2),
  concatCase(2, 3, 4, 5, 3),
  concatCase(5, 1, 1, 1, 4),
  concatCase(3, 7, 1, 16, 5),
  concatCase(40, 16, 33, 1, 6),
  concatCase(2, 0, 3, 4, 7),
  concatCase(2, 3, 0, 4, 8),
  concatCase(1, 500, 700, 3, 9),
];

const random = fc
  .record({
    outer: extent(6),
    na: fc.integer({ min: 0, max: 6 }),
    nb: extent(6),
    inner: extent(6),
    seed: valueSeed,
  })
  .map(({ outer, na, nb, inner, seed }) => concatCase(outer, na, nb, inner, seed));

export const concat: CaseSet<"concat"> = { curated, random };

function concatCase(outer: number, na: number, nb: number, inner: number, seed: number): OpCase<"concat"> {
  return {
    name: `[${outer}, ${na} + ${nb}, ${inner}], seed ${seed}`,
    attrs: {},
    dynamic: {},
    inputs: { a: uniform([outer, na, inner], seed), b: uniform([outer, nb, inner], seed + 1) },
    outputs: { y: [outer, na + nb, inner] },
  };
}
