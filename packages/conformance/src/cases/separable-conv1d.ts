import { type ActivationKind, activationDerivatives } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { type ConvSizes, describeSizes, edgeSizes, ordinarySizes, randomSizes, walk, windows } from "./conv-sizes.js";
import { array, uniform } from "./values.js";

export const activationKinds = Object.keys(activationDerivatives) as ActivationKind[];

interface Choices {
  readonly activation: ActivationKind | null;
  readonly bias: boolean;
}

const curated: readonly OpCase<"separableConv1d">[] = [
  ...windows.map((sizes, seed) => separableConv1dCase(sizes, { activation: null, bias: true }, seed)),
  ...edgeSizes.map((sizes, seed) => separableConv1dCase(sizes, { activation: null, bias: seed % 2 === 0 }, seed)),
  ...activationKinds.flatMap((activation, seed) => [
    separableConv1dCase(ordinarySizes, { activation, bias: true }, seed),
    separableConv1dCase({ ...ordinarySizes, filters: 8, channels: 4 }, { activation, bias: false }, seed),
    separableConv1dCase({ ...ordinarySizes, batch: 1, steps: 70, filters: 9 }, { activation, bias: true }, seed),
  ]),
  workedExample(),
  nanInput(),
];

const random = fc
  .record({
    sizes: randomSizes(1),
    activation: fc.option(fc.constantFrom(...activationKinds), { nil: null }),
    bias: fc.boolean(),
    seed: valueSeed,
  })
  .map(({ sizes, activation, bias, seed }) => separableConv1dCase(sizes, { activation, bias }, seed));

export const separableConv1d: CaseSet<"separableConv1d"> = { curated, random };

/** A call with seeded values. The weights shrink with the number of terms, so that sums stay near 1. */
export function separableConv1dCase(
  sizes: ConvSizes,
  { activation, bias }: Choices,
  seed: number,
): OpCase<"separableConv1d"> {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation } = sizes;
  const { padLeft, outputSteps } = walk(sizes);
  const inner = channels * multiplier;
  return {
    name: `${describeSizes(sizes)}, ${activation ?? "linear"}${bias ? " with bias" : ""}, seed ${seed}`,
    attrs: { stride, dilation, activation },
    dynamic: { padLeft },
    inputs: {
      x: uniform([batch, steps, channels], seed, 2),
      depthwise: uniform([kernelSize, channels, multiplier], seed + 1, 2 / Math.sqrt(kernelSize)),
      pointwise: uniform([1, inner, filters], seed + 2, 2 / Math.sqrt(inner)),
      ...(bias && { bias: uniform([filters], seed + 3) }),
    },
    outputs: { y: [batch, outputSteps, filters] },
  };
}

/** Small whole numbers, so that every device must give the exact result. */
function workedExample(): OpCase<"separableConv1d"> {
  return {
    name: "whole numbers, same, k 3",
    attrs: { stride: 1, dilation: 1, activation: null },
    dynamic: { padLeft: 1 },
    inputs: {
      x: array([1, 6, 2], [1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]),
      depthwise: array([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, -1, 0, 0, -1]),
      pointwise: array([1, 4, 2], [1, 0, 0, 1, 0.5, 0, 0, -0.5]),
      bias: array([2], [0.25, -0.25]),
    },
    outputs: { y: [1, 6, 2] },
  };
}

/** NaN in one input element: it reaches the outputs that see the element, and no other. */
function nanInput(): OpCase<"separableConv1d"> {
  const ordinary = separableConv1dCase(ordinarySizes, { activation: "relu", bias: true }, 7);
  const values = ordinary.inputs.x.values.slice();
  values[5 * ordinarySizes.channels + 1] = Number.NaN;
  const x = { shape: ordinary.inputs.x.shape, values };
  return { ...ordinary, name: "NaN in one input step", inputs: { ...ordinary.inputs, x }, nonFinite: true };
}
