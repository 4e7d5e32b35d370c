import type { Operand } from "@sepconv/backend";
import { binary } from "../build/separable-conv1d-gradient.js";
import type { GradientSizes } from "./gradient-sizes.js";
import { packedDepthwise, panelsOfOne } from "./packed-depthwise.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

/** Threads beyond this many have nothing to do; each chunk has sums of its own. */
const mostChunks = 16;

type Operands = Readonly<Record<"x" | "depthwise" | "gradient", Operand<number>>>;
type Outputs = { readonly [Name in "x" | "depthwise" | "pointwise" | "bias"]?: Operand<number> };

/**
 * Gradients of a separable convolution, or of a depthwise one, where `panels`, the packed pointwise filter, is 0.
 *
 * Chunks of tiles of a few output steps add up gradients of the weights on their own, on any thread; what they have is added
 * in order. Only those that have an output are computed.
 */
export function differentiate(
  context: WasmContext,
  sizes: GradientSizes,
  { x, depthwise, gradient }: Operands,
  panels: number,
  outputs: Outputs,
  padLeft: number,
): void {
  const { stride, dilation, kernelSize, channels, multiplier, filters, terms, tileSteps } = sizes;
  const functions = context.instance(binary);
  const pointwiseBytes = outputs.pointwise ? sizes.pointwiseBytes : 0;
  const depthwiseBytes = outputs.depthwise ? sizes.depthwiseBytes : 0;
  const partBytes = pointwiseBytes + depthwiseBytes + (outputs.bias ? sizes.biasBytes : 0);
  const [batch = 0, steps = 0] = x.shape;
  const [, outputSteps = 0] = gradient.shape;
  const packedTaps = packedDepthwise(context, panelsOfOne(functions), depthwise, sizes);
  const together = sizes.taps === kernelSize;
  // Input steps see outputs up to this one, which may lie behind the last; none sees more than `carried` further ones.
  const lastSeen = Math.ceil((steps + padLeft) / stride);
  const seenSteps = outputs.x ? Math.max(outputSteps, Math.min(lastSeen, outputSteps + sizes.carried)) : outputSteps;
  const tilesPerSample = Math.ceil(seenSteps / tileSteps);
  const tiles = batch * tilesPerSample;
  const leastPerChunk = Math.max(Math.ceil(sizes.carried / tileSteps), 1);
  const tilesPerChunk = Math.max(together ? Math.ceil(tiles / mostChunks) : tiles, leastPerChunk);
  const chunks = Math.max(Math.ceil(tiles / tilesPerChunk), 1);
  const parts = partBytes && context.scratch(chunks * partBytes);
  // Tiles write what their outputs see; here some input steps are seen by none, or by one tap after the other.
  if (outputs.x && (sizes.unit > 1 || padLeft < 0 || seenSteps < lastSeen || !together)) {
    const target = addressOf(outputs.x);
    new Uint8Array(context.memory.buffer).fill(0, target, target + batch * steps * channels * 4);
  }
  for (let tap = 0; tap < kernelSize; tap += sizes.taps) {
    context.distribute(binary, "differentiate", {
      items: chunks,
      flopsPerItem: tilesPerChunk * tileSteps * terms * (3 * sizes.taps + (panels && 2 * filters)) * 2,
      scratchBytes: sizes.scratchBytes,
      rest: [
        addressOf(x),
        packedTaps + tap * channels * 4,
        panels,
        addressOf(gradient),
        outputs.x ? addressOf(outputs.x) : 0,
        pointwiseBytes && parts,
        depthwiseBytes && parts + pointwiseBytes,
        outputs.bias ? parts + pointwiseBytes + depthwiseBytes : 0,
        partBytes,
        tiles,
        tilesPerChunk,
        tilesPerSample,
        tileSteps,
        steps,
        channels,
        multiplier,
        kernelSize,
        sizes.taps,
        filters,
        outputSteps,
        seenSteps,
        sizes.unit,
        sizes.hop,
        sizes.reach,
        padLeft - tap * dilation,
        Number(tap > 0),
      ],
    });
    functions.addParts(parts, partBytes, chunks);
    if (outputs.depthwise) {
      const target = addressOf(outputs.depthwise) + tap * terms * 4;
      functions.unpackTaps(parts + pointwiseBytes, target, sizes.taps, channels, multiplier);
    }
  }
  if (outputs.pointwise) {
    functions.unpackPointwise(parts, addressOf(outputs.pointwise), channels, multiplier, filters);
  }
  if (outputs.bias) {
    const source = parts + pointwiseBytes + depthwiseBytes;
    new Uint8Array(context.memory.buffer).copyWithin(addressOf(outputs.bias), source, source + filters * 4);
  }
}
