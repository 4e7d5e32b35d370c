import type { Attrs, Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const directions: readonly Attrs<"cumsum">[] = [
  { exclusive: false, reverse: false },
  { exclusive: true, reverse: false },
  { exclusive: false, reverse: true },
  { exclusive: true, reverse: true },
];

const curatedShapes: readonly Shape[] = [
  [1, 1, 1],
  [2, 5, 3],
  [3, 1, 4],
  [4, 7, 1],
  [1, 1000, 3],
  [70, 9, 1],
];

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated = directions.flatMap((attrs): OpCase<"cumsum">[] => [
  ...curatedShapes.map((shape, seed) => cumsumCase(attrs, `[${shape}]`, uniform(shape, seed, 3))),
  { ...cumsumCase(attrs, "NaN and ∞", array([1, 4, 2], [1, 1, 2, infinity, nan, 3, 4, -infinity])), nonFinite: true },
]);

const random = fc
  .record({ attrs: fc.constantFrom(...directions), outer: extent(6), n: extent(30), inner: extent(6), seed: valueSeed })
  .map(({ attrs, outer, n, inner, seed }) =>
    cumsumCase(attrs, `[${outer}, ${n}, ${inner}], seed ${seed}`, uniform([outer, n, inner], seed, 3)),
  );

export const cumsum: CaseSet<"cumsum"> = { curated, random };

function cumsumCase(attrs: Attrs<"cumsum">, name: string, x: OpCase<"cumsum">["inputs"]["x"]): OpCase<"cumsum"> {
  const direction = `${attrs.exclusive ? "before" : "up to"}, ${attrs.reverse ? "from the end" : "from the start"}`;
  return { name: `${direction}, ${name}`, attrs, dynamic: {}, inputs: { x }, outputs: { y: x.shape } };
}
