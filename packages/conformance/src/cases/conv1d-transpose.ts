import type { ActivationKind } from "@sepconv/backend";
import fc from "fast-check";
import type { OpCase } from "../op-case.js";
import { extent, valueSeed } from "./arbitraries.js";
import type { CaseSet } from "./case-set.js";
import { activationKinds } from "./separable-conv1d.js";
import { uniform } from "./values.js";

interface TransposeSizes {
  readonly batch: number;
  readonly steps: number;
  /** Channels and filters of one group. */
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  /** Output steps cut off in front, and steps behind the last one that is reached; a negative number cuts there too. */
  readonly padLeft: number;
  readonly behind: number;
}

const ordinary: TransposeSizes = {
  batch: 2,
  steps: 6,
  channels: 3,
  filters: 5,
  groups: 1,
  kernelSize: 3,
  stride: 2,
  dilation: 1,
  padLeft: 0,
  behind: 0,
};

const windows: readonly TransposeSizes[] = [1, 2, 3].flatMap((stride) =>
  [1, 2, 3].flatMap((dilation) =>
    [0, 1].map((padLeft) => ({ ...ordinary, stride, dilation, padLeft, behind: padLeft === 0 ? 1 : -1 })),
  ),
);

const edges: readonly TransposeSizes[] = [
  { ...ordinary, groups: 2 },
  { ...ordinary, groups: 3, channels: 1, filters: 1 },
  { ...ordinary, kernelSize: 1, stride: 4 },
  { ...ordinary, kernelSize: 9, stride: 1 },
  { ...ordinary, steps: 1, kernelSize: 4 },
  { ...ordinary, batch: 1, steps: 40, channels: 16, filters: 9, kernelSize: 5 },
];

const curated: readonly OpCase<"conv1dTranspose">[] = [
  ...[...windows, ...edges].map((sizes, seed) => conv1dTransposeCase(sizes, null, seed)),
  ...activationKinds.map((activation, seed) => conv1dTransposeCase(ordinary, activation, seed)),
];

const random = fc
  .record({
    batch: extent(3),
    steps: extent(12),
    channels: extent(5),
    filters: extent(6),
    groups: extent(3),
    kernelSize: extent(6),
    stride: extent(4),
    dilation: extent(3),
    padLeft: fc.integer({ min: 0, max: 3 }),
    behind: fc.integer({ min: -3, max: 3 }),
    activation: fc.option(fc.constantFrom(...activationKinds), { nil: null }),
    seed: valueSeed,
  })
  .filter((sizes) => outputStepsOf(sizes) > 0)
  .map(({ seed, activation, ...sizes }) => conv1dTransposeCase(sizes, activation, seed));

export const conv1dTranspose: CaseSet<"conv1dTranspose"> = { curated, random };

function outputStepsOf({ steps, stride, kernelSize, dilation, padLeft, behind }: TransposeSizes): number {
  return (steps - 1) * stride + (kernelSize - 1) * dilation + 1 - padLeft + behind;
}

function conv1dTransposeCase(
  sizes: TransposeSizes,
  activation: ActivationKind | null,
  seed: number,
): OpCase<"conv1dTranspose"> {
  const { batch, steps, channels, filters, groups, kernelSize, stride, dilation, padLeft } = sizes;
  const outputSteps = outputStepsOf(sizes);
  const spread = 2 / Math.sqrt(Math.ceil(kernelSize / stride) * channels);
  return {
    name: `[${batch}, ${steps}, ${channels}] k ${kernelSize} s ${stride} d ${dilation} G ${groups} F ${filters}, from ${padLeft}, ${outputSteps} steps, ${activation ?? "linear"}, seed ${seed}`,
    attrs: { stride, dilation, groups, activation },
    dynamic: { padLeft },
    inputs: {
      x: uniform([batch, steps, channels * groups], seed, 2),
      filter: uniform([kernelSize, filters, channels * groups], seed + 1, spread),
      ...(seed % 2 === 0 && { bias: uniform([filters * groups], seed + 2) }),
    },
    outputs: { y: [batch, outputSteps, filters * groups] },
  };
}
