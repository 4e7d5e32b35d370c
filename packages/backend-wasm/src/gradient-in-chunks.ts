import type { Kernel } from "@sepconv/backend";
import { binary } from "../build/separable-conv1d-gradient.js";
import { gradientSizes } from "./gradient-sizes.js";
import { packedDepthwise, panelsOfOne } from "./packed-depthwise.js";
import { panelBytes } from "./separable-sizes.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

/** Threads beyond this many have nothing to do; each chunk has sums of its own. */
const mostChunks = 16;

/**
 * The gradients of a separable convolution, tiles of a few output steps at a time. The formulas are at the op's spec.
 *
 * Chunks of tiles add up gradients of the weights on their own, on any thread; what they have is added in order.
 */
export const gradientInChunks: Kernel<"separableConv1dGradient", WasmContext> = (context, attrs, types) => {
  const { stride, wantsX, wantsDepthwise, wantsPointwise, wantsBias } = attrs;
  const sizes = gradientSizes(attrs, types);
  const { kernelSize, channels, multiplier, filters, terms, tileSteps } = sizes;
  const functions = context.instance(binary);
  const pointwiseBytes = wantsPointwise ? sizes.pointwiseSums * 4 : 0;
  const depthwiseBytes = wantsDepthwise ? sizes.depthwiseSums * 4 : 0;
  const partBytes = pointwiseBytes + depthwiseBytes + (wantsBias ? sizes.biasSums * 4 : 0);
  const transposedBytes = panelBytes(filters, channels);

  return ({ x, depthwise, pointwise, gradient }, outputs, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = gradient.shape;
    const taps = packedDepthwise(context, panelsOfOne(functions), depthwise, sizes);
    // Only dh reads the pointwise filter: P transposed, in panels of eight channels.
    const panels =
      wantsX || wantsDepthwise
        ? context.packed(pointwise, `transposed/${multiplier}`, multiplier * transposedBytes, (source, target) => {
            for (let m = 0; m < multiplier; m++) {
              const [from, to] = [source + m * filters * 4, target + m * transposedBytes];
              functions.packPanels(from, to, filters, channels, 1, multiplier * filters, 1, 1, 8);
            }
          })
        : 0;
    // Input steps may see outputs that would lie behind the last one.
    const seenSteps = outputs.x ? Math.max(outputSteps, Math.ceil((steps + padLeft) / stride)) : outputSteps;
    const tilesPerSample = Math.ceil(seenSteps / tileSteps);
    const tiles = batch * tilesPerSample;
    const tilesPerChunk = Math.max(Math.ceil(tiles / mostChunks), Math.ceil(sizes.carried / tileSteps), 1);
    const chunks = Math.max(Math.ceil(tiles / tilesPerChunk), 1);
    const parts = partBytes && context.scratch(chunks * partBytes);
    // Tiles write what their outputs see; here some input steps are seen by none.
    if (outputs.x && (sizes.unit > 1 || padLeft < 0)) {
      const target = addressOf(outputs.x);
      new Uint8Array(context.memory.buffer).fill(0, target, target + batch * steps * channels * 4);
    }
    context.distribute(binary, "differentiate", {
      items: chunks,
      flopsPerItem: tilesPerChunk * tileSteps * terms * (3 * kernelSize + 2 * filters) * 2,
      scratchBytes: sizes.scratchBytes,
      rest: [
        addressOf(x),
        taps,
        panels,
        addressOf(gradient),
        outputs.x ? addressOf(outputs.x) : 0,
        pointwiseBytes && parts,
        depthwiseBytes && parts + pointwiseBytes,
        wantsBias ? parts + pointwiseBytes + depthwiseBytes : 0,
        partBytes,
        tiles,
        tilesPerChunk,
        tilesPerSample,
        tileSteps,
        steps,
        channels,
        multiplier,
        kernelSize,
        filters,
        outputSteps,
        seenSteps,
        sizes.unit,
        sizes.hop,
        sizes.reach,
        padLeft,
      ],
    });
    functions.addParts(parts, partBytes, chunks);
    if (outputs.pointwise)
      functions.unpackPointwise(parts, addressOf(outputs.pointwise), channels, multiplier, filters);
    if (outputs.depthwise) {
      const target = addressOf(outputs.depthwise);
      functions.unpackTaps(parts + pointwiseBytes, target, kernelSize, channels, multiplier);
    }
    if (outputs.bias) {
      const source = parts + pointwiseBytes + depthwiseBytes;
      new Uint8Array(context.memory.buffer).copyWithin(addressOf(outputs.bias), source, source + filters * 4);
    }
  };
};
