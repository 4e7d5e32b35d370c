import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const { NaN: nan, NEGATIVE_INFINITY: minusInfinity } = Number;

const curated: readonly OpCase<"softmax">[] = [
  softmaxCase("one element", array([1, 1], [-3])),
  softmaxCase("one column", uniform([5, 1], 1, 100)),
  softmaxCase("equal values", array([1, 4], [2, 2, 2, 2])),
  softmaxCase("large values", array([2, 3], [1000, 1001, 999, -1000, -1002, -998])),
  softmaxCase("one value far above", array([1, 4], [0, 500, -500, 1])),
  softmaxCase("far apart", array([1, 3], [1e6, -1e6, 0])),
  softmaxCase("7 columns", uniform([3, 7], 2, 5)),
  softmaxCase("64 columns", uniform([4, 64], 3, 8)),
  softmaxCase("1000 columns", uniform([2, 1000], 4, 10)),
  softmaxCase("300 rows", uniform([300, 3], 5, 3)),
  { ...softmaxCase("NaN fills its row", array([2, 3], [1, nan, 2, 1, 2, 3])), nonFinite: true },
  { ...softmaxCase("−∞ becomes 0", array([1, 3], [1, minusInfinity, 2])), nonFinite: true },
];

const random = fc
  .record({ rows: extent(9), n: extent(40), amplitude: fc.constantFrom(0.1, 1, 10, 60), seed: valueSeed })
  .map(({ rows, n, amplitude, seed }) => softmaxCase(`seed ${seed}`, uniform([rows, n], seed, amplitude)));

export const softmax: CaseSet<"softmax"> = { curated, random };

function softmaxCase(name: string, x: HostArray): OpCase<"softmax"> {
  return { name, attrs: {}, dynamic: {}, inputs: { x }, outputs: { y: x.shape } };
}
