import type { Shape } from "@sepconv/backend";
import fc from "fast-check";
import type { HostArray, OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { uniform } from "./values.js";

/** Which gradients a call asks for, and whether there is a gamma. */
interface Choice {
  readonly wantsX: boolean;
  readonly wantsGamma: boolean;
  readonly wantsBeta: boolean;
  readonly gamma: boolean;
}

const everything: Choice = { wantsX: true, wantsGamma: true, wantsBeta: true, gamma: true };

/** Every choice of at least one gradient. */
const everyChoice: readonly Choice[] = Array.from({ length: 14 }, (_, index) => ({
  wantsX: ((index + 2) & 2) !== 0,
  wantsGamma: ((index + 2) & 4) !== 0,
  wantsBeta: ((index + 2) & 8) !== 0,
  gamma: (index & 1) !== 0,
}));

const curatedShapes: readonly Shape[] = [
  [1, 1],
  [1, 7],
  [50, 1],
  [20, 4],
  [33, 9],
  [70, 130],
  // Several chunks, and a part of one.
  [1000, 10],
  [3001, 3],
  [0, 3],
];

const curated: readonly OpCase<"batchNormalizationGradient">[] = [
  ...curatedShapes.map((shape, seed) => gradientCase(shape, everything, 2, seed)),
  ...everyChoice.map((choice, seed) => gradientCase([20, 6], choice, 1, seed)),
  gradientCase([300, 5], everything, 4096, 1),
];

const random = fc
  .record({
    rows: extent(200),
    channels: extent(20),
    choice: fc.constantFrom(...everyChoice),
    by: fc.constantFrom(0, 1, -30),
    seed: valueSeed,
  })
  .map(({ rows, channels, choice, by, seed }) => gradientCase([rows, channels], choice, by, seed));

export const batchNormalizationGradient: CaseSet<"batchNormalizationGradient"> = { curated, random };

/** A call with seeded values. The formulas hold for any mean and variance, so that these need not be those of x. */
function gradientCase(
  shape: Shape,
  { gamma, ...wants }: Choice,
  by: number,
  seed: number,
): OpCase<"batchNormalizationGradient"> {
  const channels = shape.slice(1);
  const asked = Object.entries(wants).flatMap(([name, wanted]) => (wanted ? [name.slice("wants".length)] : []));
  return {
    name: `[${shape}] moved by ${by}, of ${asked.join(", ")}, ${gamma ? "with" : "without"} gamma, seed ${seed}`,
    attrs: wants,
    dynamic: { epsilon: 0.001 },
    inputs: {
      x: moved(uniform(shape, seed, 2), by),
      mean: moved(uniform(channels, seed + 1, 0.2), by),
      variance: moved(uniform(channels, seed + 2, 0.5), 1),
      gradient: uniform(shape, seed + 3),
      ...(gamma && { gamma: uniform(channels, seed + 4, 2) }),
    },
    outputs: {
      ...(wants.wantsX && { x: shape }),
      ...(wants.wantsGamma && { gamma: channels }),
      ...(wants.wantsBeta && { beta: channels }),
    },
  };
}

function moved({ shape, values }: HostArray, by: number): HostArray {
  return { shape, values: values.map((value) => value + by) };
}
