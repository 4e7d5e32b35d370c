import type { ActivationKind } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { type ConvSizes, describeSizes, edgeSizes, ordinarySizes, randomSizes, walk, windows } from "./conv-sizes.js";
import { activationKinds } from "./separable-conv1d.js";
import { uniform } from "./values.js";

interface Choices {
  readonly activation: ActivationKind | null;
  readonly bias: boolean;
}

const curated: readonly OpCase<"depthwiseConv1d">[] = [
  ...windows.map((sizes, seed) => depthwiseConv1dCase(sizes, { activation: null, bias: true }, seed)),
  ...edgeSizes.map((sizes, seed) => depthwiseConv1dCase(sizes, { activation: null, bias: seed % 2 === 0 }, seed)),
  ...activationKinds.map((activation, seed) => depthwiseConv1dCase(ordinarySizes, { activation, bias: true }, seed)),
];

const random = fc
  .record({
    sizes: randomSizes(1),
    activation: fc.option(fc.constantFrom(...activationKinds), { nil: null }),
    bias: fc.boolean(),
    seed: valueSeed,
  })
  .map(({ sizes, seed, ...choices }) => depthwiseConv1dCase(sizes, choices, seed));

export const depthwiseConv1d: CaseSet<"depthwiseConv1d"> = { curated, random };

/** A call with seeded values; the sizes' filters do not count. */
export function depthwiseConv1dCase(
  sizes: ConvSizes,
  { activation, bias }: Choices,
  seed: number,
): OpCase<"depthwiseConv1d"> {
  const { batch, steps, channels, multiplier, kernelSize, stride, dilation } = sizes;
  const { padLeft, outputSteps } = walk(sizes);
  const inner = channels * multiplier;
  return {
    name: `${describeSizes(sizes)}, ${activation ?? "linear"}${bias ? " with bias" : ""}, seed ${seed}`,
    attrs: { stride, dilation, activation },
    dynamic: { padLeft },
    inputs: {
      x: uniform([batch, steps, channels], seed, 2),
      depthwise: uniform([kernelSize, channels, multiplier], seed + 1, 2 / Math.sqrt(kernelSize)),
      ...(bias && { bias: uniform([inner], seed + 2) }),
    },
    outputs: { y: [batch, outputSteps, inner] },
  };
}
