import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

interface Sizes {
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

const transposes = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

const curatedSizes: readonly Sizes[] = [
  { batch: 1, m: 1, k: 1, n: 1 },
  { batch: 1, m: 3, k: 5, n: 2 },
  { batch: 2, m: 4, k: 8, n: 8 },
  { batch: 3, m: 5, k: 7, n: 9 },
  { batch: 1, m: 17, k: 33, n: 31 },
  { batch: 1, m: 70, k: 40, n: 66 },
  { batch: 1, m: 1, k: 300, n: 5 },
  // A gradient of weights: the sum of many outer products.
  { batch: 1, m: 33, k: 700, n: 20 },
  { batch: 1, m: 6, k: 5000, n: 11 },
  { batch: 1, m: 6, k: 1, n: 6 },
  { batch: 2, m: 3, k: 0, n: 4 },
];

const curated = curatedSizes.flatMap((sizes, seed) =>
  transposes.map(([transposeA, transposeB]) => matmulCase(sizes, transposeA, transposeB, seed)),
);

const random = fc
  .record({
    sizes: fc.record({ batch: extent(3), m: extent(20), k: fc.integer({ min: 0, max: 20 }), n: extent(20) }),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    seed: valueSeed,
  })
  .map(({ sizes, transposeA, transposeB, seed }) => matmulCase(sizes, transposeA, transposeB, seed));

export const matmul: CaseSet<"matmul"> = { curated, random };

function matmulCase(
  { batch, m, k, n }: Sizes,
  transposeA: boolean,
  transposeB: boolean,
  seed: number,
): OpCase<"matmul"> {
  const stored = `${transposeA ? "aᵀ" : "a"} · ${transposeB ? "bᵀ" : "b"}`;
  return {
    name: `${batch} × [${m}, ${k}] · [${k}, ${n}], ${stored}, seed ${seed}`,
    attrs: { transposeA, transposeB },
    dynamic: {},
    inputs: {
      a: uniform(transposeA ? [batch, k, m] : [batch, m, k], seed),
      b: uniform(transposeB ? [batch, n, k] : [batch, k, n], seed + 1),
    },
    outputs: { y: [batch, m, n] },
  };
}
