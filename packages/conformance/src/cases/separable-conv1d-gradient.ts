import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { type ConvSizes, describeSizes, edgeSizes, ordinarySizes, randomSizes, walk, windows } from "./conv-sizes.js";
import { uniform } from "./values.js";

/** Which gradients a call asks for. */
interface Wants {
  readonly wantsX: boolean;
  readonly wantsDepthwise: boolean;
  readonly wantsPointwise: boolean;
  readonly wantsBias: boolean;
}

const everything: Wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };

const choices = fc
  .record({ wantsX: fc.boolean(), wantsDepthwise: fc.boolean(), wantsPointwise: fc.boolean(), wantsBias: fc.boolean() })
  .filter((wants) => Object.values(wants).includes(true));

/** Every choice of at least one gradient. */
const everyChoice: readonly Wants[] = Array.from({ length: 15 }, (_, index) => ({
  wantsX: ((index + 1) & 1) !== 0,
  wantsDepthwise: ((index + 1) & 2) !== 0,
  wantsPointwise: ((index + 1) & 4) !== 0,
  wantsBias: ((index + 1) & 8) !== 0,
}));

const curated: readonly OpCase<"separableConv1dGradient">[] = [
  ...windows.map((sizes, seed) => gradientCase(sizes, everything, seed)),
  ...edgeSizes.map((sizes, seed) => gradientCase(sizes, everything, seed)),
  ...everyChoice.map((wants, seed) => gradientCase({ ...ordinarySizes, stride: 2 }, wants, seed)),
  // Nothing contributes: the gradients of the weights, and of the input where it has elements, are zeros.
  gradientCase({ ...ordinarySizes, batch: 0 }, everything, 1),
  gradientCase({ ...ordinarySizes, steps: 0 }, everything, 2),
  gradientCase({ ...ordinarySizes, padding: "valid", steps: 2 }, everything, 3),
  gradientCase({ ...ordinarySizes, padding: "valid", steps: 1, kernelSize: 4, stride: 2 }, everything, 4),
];

const random = fc
  .record({ sizes: randomSizes(0), wants: choices, seed: valueSeed })
  .map(({ sizes, wants, seed }) => gradientCase(sizes, wants, seed));

export const separableConv1dGradient: CaseSet<"separableConv1dGradient"> = { curated, random };

/** A call with seeded values. */
export function gradientCase(sizes: ConvSizes, wants: Wants, seed: number): OpCase<"separableConv1dGradient"> {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation } = sizes;
  const { padLeft, outputSteps } = walk(sizes);
  const x = uniform([batch, steps, channels], seed, 2);
  const depthwise = uniform([kernelSize, channels, multiplier], seed + 1);
  const pointwise = uniform([1, channels * multiplier, filters], seed + 2);
  const asked = Object.entries(wants).flatMap(([name, wanted]) => (wanted ? [name.slice("wants".length)] : []));
  return {
    name: `${describeSizes(sizes)}, of ${asked.join(", ")}, seed ${seed}`,
    attrs: { stride, dilation, ...wants },
    dynamic: { padLeft },
    inputs: { x, depthwise, pointwise, gradient: uniform([batch, outputSteps, filters], seed + 3) },
    outputs: {
      ...(wants.wantsX && { x: x.shape }),
      ...(wants.wantsDepthwise && { depthwise: depthwise.shape }),
      ...(wants.wantsPointwise && { pointwise: pointwise.shape }),
      ...(wants.wantsBias && { bias: [filters] }),
    },
  };
}
