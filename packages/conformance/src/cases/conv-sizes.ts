import type { Padding } from "@sepconv/backend";
import fc from "fast-check";
import { extent } from "./arbitraries.js";

/** Everything that the shapes of a separable convolution follow from. */
export interface ConvSizes {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly multiplier: number;
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: Padding;
}

export const ordinarySizes: ConvSizes = {
  batch: 2,
  steps: 11,
  channels: 3,
  multiplier: 2,
  filters: 5,
  kernelSize: 3,
  stride: 1,
  dilation: 1,
  padding: "same",
};

/** Zeros in front and output steps, found by walking along the input as the definition does. */
export function walk({ steps, kernelSize, stride, dilation, padding }: ConvSizes): {
  padLeft: number;
  outputSteps: number;
} {
  const reach = (kernelSize - 1) * dilation;
  if (padding === "valid") {
    let outputSteps = 0;
    while (outputSteps * stride + reach < steps) outputSteps++;
    return { padLeft: 0, outputSteps };
  }
  let outputSteps = 0;
  while (outputSteps * stride < steps) outputSteps++;
  if (padding === "causal") return { padLeft: reach, outputSteps };
  const lastSeen = (outputSteps - 1) * stride + reach;
  const missing = Math.max(0, lastSeen - (steps - 1));
  return { padLeft: Math.floor(missing / 2), outputSteps };
}

/** Every padding with every stride and dilation up to 3, both above 1 included. */
export const windows: readonly ConvSizes[] = (["valid", "same", "causal"] as const).flatMap((padding) =>
  [1, 2, 3].flatMap((stride) => [1, 2, 3].map((dilation) => ({ ...ordinarySizes, padding, stride, dilation }))),
);

/** Sizes at which loops, tiles and vectors begin or end. */
export const edgeSizes: readonly ConvSizes[] = [
  ...[1, 3, 5, 6, 7, 8, 16].map((channels) => ({ ...ordinarySizes, channels })),
  ...[1, 3, 4].map((multiplier) => ({ ...ordinarySizes, multiplier })),
  ...[1, 2, 3, 4, 7, 8, 9, 16, 17, 33].map((filters) => ({ ...ordinarySizes, filters, batch: 1 })),
  ...[1, 2, 4, 5, 9].map((kernelSize) => ({ ...ordinarySizes, kernelSize })),
  ...(["same", "causal"] as const).flatMap((padding) => [
    { ...ordinarySizes, padding, steps: 1, kernelSize: 1 },
    { ...ordinarySizes, padding, steps: 1, kernelSize: 3 },
    // Filters longer than the input, by far and by a little.
    { ...ordinarySizes, padding, steps: 4, kernelSize: 17 },
    { ...ordinarySizes, padding, steps: 2, kernelSize: 17, dilation: 3 },
    { ...ordinarySizes, padding, steps: 5, kernelSize: 3, dilation: 4, stride: 2 },
  ]),
  { ...ordinarySizes, padding: "valid", steps: 3 },
  { ...ordinarySizes, padding: "valid", steps: 17, kernelSize: 17 },
  // Strides that leave steps between the windows unseen.
  { ...ordinarySizes, padding: "valid", steps: 23, kernelSize: 2, stride: 5 },
  { ...ordinarySizes, padding: "same", steps: 20, kernelSize: 1, stride: 4 },
  { ...ordinarySizes, channels: 1, multiplier: 1, filters: 1, batch: 1, steps: 40 },
  // Several tiles of every kind.
  { ...ordinarySizes, batch: 2, steps: 131, channels: 33, multiplier: 1, filters: 18, kernelSize: 7 },
  { ...ordinarySizes, batch: 1, steps: 70, channels: 64, multiplier: 1, filters: 64, kernelSize: 15 },
  { ...ordinarySizes, batch: 1, steps: 20, channels: 96, multiplier: 3, filters: 70, kernelSize: 3 },
  { ...ordinarySizes, batch: 3, steps: 150, channels: 5, multiplier: 2, filters: 3, stride: 2, padding: "causal" },
];

/** The name of a case, with what distinguishes it. */
export function describeSizes(sizes: ConvSizes): string {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation, padding } = sizes;
  return `[${batch}, ${steps}, ${channels}] ${padding}, k ${kernelSize} s ${stride} d ${dilation} M ${multiplier} F ${filters}`;
}

/** Small sizes with at least `leastSteps` output steps. */
export function randomSizes(leastSteps: number): fc.Arbitrary<ConvSizes> {
  return fc
    .record({
      batch: extent(3),
      steps: extent(40),
      channels: extent(9),
      multiplier: extent(4),
      filters: extent(20),
      kernelSize: extent(9),
      stride: extent(4),
      dilation: extent(4),
      padding: fc.constantFrom<Padding>("valid", "same", "causal"),
    })
    .filter((sizes) => walk(sizes).outputSteps >= leastSteps);
}
