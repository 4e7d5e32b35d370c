import type { Padding } from "@sepconv/backend";
import type { Network } from "./network.js";
import { NetworkBuilder } from "./network-builder.js";

/** Batch, steps, channels, multiplier, filters, kernel size, stride, dilation, padding. */
type BlockShape = readonly [number, number, number, number, number, number, number, number, Padding];

/** Blocks of published networks, and shapes that are hard for one reason or another. */
const shapes: readonly BlockShape[] = [
  [1, 128, 64, 1, 64, 15, 1, 1, "same"],
  [128, 128, 64, 1, 64, 15, 1, 1, "same"],
  [1, 1000, 64, 1, 256, 33, 2, 1, "same"],
  [1, 500, 256, 1, 256, 39, 1, 1, "same"],
  [1, 500, 512, 1, 512, 75, 1, 1, "same"],
  [1, 500, 512, 1, 512, 87, 1, 2, "same"],
  [1, 3999, 512, 1, 128, 3, 1, 16, "causal"],
  [1, 214, 6, 1, 32, 16, 8, 1, "valid"],
  [32, 128, 16, 1, 16, 16, 1, 1, "same"],
  [32, 500, 200, 1, 64, 3, 1, 1, "same"],
  [1, 24, 258, 1, 16, 5, 1, 1, "same"],
  [1, 1000, 12, 2, 32, 19, 1, 1, "same"],
  [8, 1000, 64, 1, 128, 9, 2, 2, "same"],
  [64, 128, 32, 1, 64, 5, 1, 1, "same"],
  [1, 49, 64, 1, 64, 3, 1, 1, "same"],
];

/** The smallest block: what a call costs. */
const call: BlockShape = [1, 1, 1, 1, 1, 1, 1, 1, "valid"];

/** Separable convolutions with bias and relu, by their shapes. */
export const blocks: ReadonlyMap<string, () => Network> = new Map(shapes.map(entry));

/** The name and the network of the smallest block. */
export const callBlock: readonly [string, () => Network] = entry(call);

function entry(shape: BlockShape): [string, () => Network] {
  const [batch, steps, channels, multiplier, filters, kernelSize, stride, dilation, padding] = shape;
  const name = shape.join(",");
  const options = { filters, kernelSize, stride, dilation, multiplier, padding };
  return [name, () => new NetworkBuilder(name, batch, steps, channels).separable(options).build("block")];
}
