import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { shapes, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const curated: readonly OpCase<"select">[] = [
  ...[[], [1], [7], [64], [2, 3, 4], [1000]].map((shape, seed) => seededCase(shape, seed)),
  selectCase("all of a", array([3], [1, 1, 1]), array([3], [1, 2, 3]), array([3], [4, 5, 6])),
  selectCase("all of b", array([3], [0, 0, 0]), array([3], [1, 2, 3]), array([3], [4, 5, 6])),
  {
    ...selectCase(
      "NaN and ∞, chosen and not",
      array([4], [1, 0, 1, 0]),
      array([4], [1, nan, infinity, -infinity]),
      array([4], [nan, 2, -infinity, nan]),
    ),
    nonFinite: true,
  },
];

const random = fc.record({ shape: shapes(5, 6), seed: valueSeed }).map(({ shape, seed }) => seededCase(shape, seed));

export const select: CaseSet<"select"> = { curated, random };

function seededCase(shape: Shape, seed: number): OpCase<"select"> {
  const { values } = uniform(shape, seed);
  const condition = { shape, values: values.map((x) => Number(x > 0)) };
  return selectCase(`[${shape}], seed ${seed}`, condition, uniform(shape, seed + 1), uniform(shape, seed + 2));
}

function selectCase(name: string, condition: HostArray, a: HostArray, b: HostArray): OpCase<"select"> {
  return { name, attrs: {}, dynamic: {}, inputs: { condition, a, b }, outputs: { y: a.shape } };
}
