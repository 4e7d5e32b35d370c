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
  readonly wantsBias: boolean;
}

const everything: Wants = { wantsX: true, wantsDepthwise: true, wantsBias: true };

/** Every choice of at least one gradient. */
const everyChoice: readonly Wants[] = [1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  wantsX: (bits & 1) !== 0,
  wantsDepthwise: (bits & 2) !== 0,
  wantsBias: (bits & 4) !== 0,
}));

const curated: readonly OpCase<"depthwiseConv1dGradient">[] = [
  ...windows.map((sizes, seed) => depthwiseGradientCase(sizes, everything, seed)),
  ...edgeSizes.map((sizes, seed) => depthwiseGradientCase(sizes, everything, seed)),
  ...everyChoice.map((wants, seed) => depthwiseGradientCase({ ...ordinarySizes, stride: 2 }, wants, seed)),
  // Nothing contributes: the gradients of the weights, and of the input where it has elements, are zeros.
  depthwiseGradientCase({ ...ordinarySizes, batch: 0 }, everything, 1),
  depthwiseGradientCase({ ...ordinarySizes, steps: 0 }, everything, 2),
  depthwiseGradientCase({ ...ordinarySizes, padding: "valid", steps: 2 }, everything, 3),
  depthwiseGradientCase({ ...ordinarySizes, padding: "valid", steps: 1, kernelSize: 4, stride: 2 }, everything, 4),
];

const random = fc
  .record({ sizes: randomSizes(0), wants: fc.constantFrom(...everyChoice), seed: valueSeed })
  .map(({ sizes, wants, seed }) => depthwiseGradientCase(sizes, wants, seed));

export const depthwiseConv1dGradient: CaseSet<"depthwiseConv1dGradient"> = { curated, random };

/** A call with seeded values; the sizes' filters do not count. */
export function depthwiseGradientCase(sizes: ConvSizes, wants: Wants, seed: number): OpCase<"depthwiseConv1dGradient"> {
  const { batch, steps, channels, multiplier, kernelSize, stride, dilation } = sizes;
  const { padLeft, outputSteps } = walk(sizes);
  const inner = channels * multiplier;
  const x = uniform([batch, steps, channels], seed, 2);
  const depthwise = uniform([kernelSize, channels, multiplier], seed + 1);
  const asked = Object.entries(wants).flatMap(([name, wanted]) => (wanted ? [name.slice("wants".length)] : []));
  return {
    name: `${describeSizes(sizes)}, of ${asked.join(", ")}, seed ${seed}`,
    attrs: { stride, dilation, ...wants },
    dynamic: { padLeft },
    inputs: { x, depthwise, gradient: uniform([batch, outputSteps, inner], seed + 2) },
    outputs: {
      ...(wants.wantsX && { x: x.shape }),
      ...(wants.wantsDepthwise && { depthwise: depthwise.shape }),
      ...(wants.wantsBias && { bias: [inner] }),
    },
  };
}
