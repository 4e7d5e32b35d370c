import type { ActivationKind } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { type ConvSizes, describeSizes, edgeSizes, ordinarySizes, randomSizes, walk, windows } from "./conv-sizes.js";
import { activationKinds } from "./separable-conv1d.js";
import { uniform } from "./values.js";

interface Choices {
  /** Groups; the sizes' channels and filters are those of one group. */
  readonly groups: number;
  readonly activation: ActivationKind | null;
  readonly bias: boolean;
}

const linear = { groups: 1, activation: null, bias: true };

const curated: readonly OpCase<"conv1d">[] = [
  ...windows.map((sizes, seed) => conv1dCase(sizes, { ...linear, groups: 1 + (seed % 3) }, seed)),
  ...edgeSizes.map((sizes, seed) => conv1dCase(sizes, { ...linear, bias: seed % 2 === 0 }, seed)),
  ...activationKinds.map((activation, seed) => conv1dCase(ordinarySizes, { ...linear, activation, groups: 2 }, seed)),
  nanInput(),
];

const random = fc
  .record({
    sizes: randomSizes(1),
    groups: extent(3),
    activation: fc.option(fc.constantFrom(...activationKinds), { nil: null }),
    bias: fc.boolean(),
    seed: valueSeed,
  })
  .map(({ sizes, seed, ...choices }) => conv1dCase(sizes, choices, seed));

export const conv1d: CaseSet<"conv1d"> = { curated, random };

/** A call with seeded values. The weights shrink with the number of terms, so that sums stay near 1. */
export function conv1dCase(sizes: ConvSizes, { groups, activation, bias }: Choices, seed: number): OpCase<"conv1d"> {
  const { batch, steps, channels, filters, kernelSize, stride, dilation } = sizes;
  const { padLeft, outputSteps } = walk(sizes);
  const spread = 2 / Math.sqrt(kernelSize * channels);
  return {
    name: `${describeSizes(sizes)} G ${groups}, ${activation ?? "linear"}${bias ? " with bias" : ""}, seed ${seed}`,
    attrs: { stride, dilation, groups, activation },
    dynamic: { padLeft },
    inputs: {
      x: uniform([batch, steps, channels * groups], seed, 2),
      filter: uniform([kernelSize, channels, filters * groups], seed + 1, spread),
      ...(bias && { bias: uniform([filters * groups], seed + 2) }),
    },
    outputs: { y: [batch, outputSteps, filters * groups] },
  };
}

/** NaN in one input element: it reaches the outputs that see the element, and no other. */
function nanInput(): OpCase<"conv1d"> {
  const ordinary = conv1dCase(ordinarySizes, { ...linear, groups: 2, activation: "relu" }, 7);
  const values = ordinary.inputs.x.values.slice();
  values[31] = Number.NaN;
  const x = { shape: ordinary.inputs.x.shape, values };
  return { ...ordinary, name: "NaN in one input step", inputs: { ...ordinary.inputs, x }, nonFinite: true };
}
