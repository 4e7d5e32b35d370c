import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { array, uniform } from "./values.js";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Which of gamma and beta there are, and epsilon. */
interface Choice {
  readonly gamma?: boolean;
  readonly beta?: boolean;
  readonly epsilon?: number;
}

const both: Choice = { gamma: true, beta: true };

const curated: readonly OpCase<"batchNormalization">[] = [
  normalizationCase("one element", array([1, 1], [-3]), both, 1),
  normalizationCase("one row", uniform([1, 7], 1), both, 2),
  normalizationCase("one column", uniform([50, 1], 2, 3), both, 3),
  normalizationCase("neither gamma nor beta", uniform([20, 6], 3, 2), {}, 4),
  normalizationCase("gamma alone", uniform([20, 9], 4, 2), { gamma: true }, 5),
  normalizationCase("beta alone", uniform([20, 4], 5, 2), { beta: true }, 6),
  normalizationCase("equal elements", array([5, 2], [0.1, -7, 0.1, -7, 0.1, -7, 0.1, -7, 0.1, -7]), both, 7),
  normalizationCase("one element far from the others", withFirst(uniform([40, 3], 6, 0.01), 1000), both, 8),
  normalizationCase("a mean far above the deviation", moved(uniform([300, 5], 7), 4096), both, 9),
  normalizationCase("no epsilon", uniform([11, 3], 8), { ...both, epsilon: 0 }, 10),
  normalizationCase("small elements", uniform([30, 5], 9, 1e-4), { ...both, epsilon: 1e-5 }, 11),
  // Several chunks, and a part of one.
  normalizationCase("1000 rows", uniform([1000, 10], 10, 2), both, 12),
  normalizationCase("3001 rows", moved(uniform([3001, 3], 11), 2), both, 13),
  normalizationCase("130 columns", uniform([70, 130], 12), both, 14),
  { ...normalizationCase("NaN for no rows", array([0, 3], []), both, 15), nonFinite: true },
  { ...normalizationCase("NaN fills its column", array([3, 2], [1, 2, nan, 3, 4, 5]), both, 16), nonFinite: true },
  { ...normalizationCase("infinity", array([3, 2], [1, infinity, -infinity, 3, 4, 5]), both, 17), nonFinite: true },
];

const random = fc
  .record({
    rows: extent(200),
    channels: extent(20),
    gamma: fc.boolean(),
    beta: fc.boolean(),
    epsilon: fc.constantFrom(1e-5, 0.001, 0.1),
    by: fc.constantFrom(0, 1, -30),
    seed: valueSeed,
  })
  .map(({ rows, channels, by, seed, ...choice }) =>
    normalizationCase(`moved by ${by}`, moved(uniform([rows, channels], seed, 2), by), choice, seed),
  );

export const batchNormalization: CaseSet<"batchNormalization"> = { curated, random };

function normalizationCase(what: string, x: HostArray, choice: Choice, seed: number): OpCase<"batchNormalization"> {
  const { gamma = false, beta = false, epsilon = 0.001 } = choice;
  const channels = [x.shape[1] ?? 0];
  const operands = [gamma && "gamma", beta && "beta"].filter(Boolean).join(" and ") || "x alone";
  return {
    name: `${what}, [${x.shape}] with ${operands}, epsilon ${epsilon}, seed ${seed}`,
    attrs: {},
    dynamic: { epsilon },
    inputs: {
      x,
      ...(gamma && { gamma: uniform(channels, seed + 1, 2) }),
      ...(beta && { beta: uniform(channels, seed + 2, 2) }),
    },
    outputs: { y: x.shape, mean: channels, variance: channels },
  };
}

function moved({ shape, values }: HostArray, by: number): HostArray {
  return { shape, values: values.map((value) => value + by) };
}

function withFirst({ shape, values }: HostArray, first: number): HostArray {
  return { shape, values: values.map((value, index) => (index === 0 ? first : value)) };
}
