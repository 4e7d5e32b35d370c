import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/separable-conv1d-gradient.js";
import { gradientSizes } from "../gradient-sizes.js";
import { packedDepthwise, panelsOfOne } from "../packed-depthwise.js";
import { panelBytes } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** Threads beyond this many have nothing to do; each chunk has sums of its own. */
const mostChunks = 16;

/**
 *     dBias[f]        = Σ_{b,o} e[b,o,f]
 *     dPointwise[q,f] = Σ_{b,o} h[b,o,q] · e[b,o,f]
 *     dh[b,o,q]       = Σ_f e[b,o,f] · P[q,f]                                  (q = m·C + c)
 *     dDepthwise[j,c,m] = Σ_{b,o} dh[b,o,q] · x[b,t,c],                        t = o·stride + j·dilation − padLeft
 *     dx[b,t,c]       = Σ_{m,j,o} D[j,c,m] · dh[b,o,q]
 *
 * Chunks of tiles of a few output steps add up gradients of the weights on their own, on any thread; what they have is added
 * in order. Only what is wanted is computed.
 */
export const separableConv1dGradient: Kernel<"separableConv1dGradient", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, wantsX, wantsDepthwise, wantsPointwise, wantsBias } = attrs;
  const sizes = gradientSizes(attrs, types);
  const { kernelSize, channels, multiplier, filters, terms, tileSteps } = sizes;
  const functions = context.instance(binary);
  const pointwiseBytes = wantsPointwise ? sizes.pointwiseBytes : 0;
  const depthwiseBytes = wantsDepthwise ? sizes.depthwiseBytes : 0;
  const partBytes = pointwiseBytes + depthwiseBytes + (wantsBias ? sizes.biasBytes : 0);
  const panelsBytes = panelBytes(filters, channels);

  return ({ x, depthwise, pointwise, gradient }, outputs, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = gradient.shape;
    const packedTaps = packedDepthwise(context, panelsOfOne(functions), depthwise, sizes);
    // Only dh reads the pointwise filter: P transposed, in panels of eight channels.
    const panels =
      wantsX || wantsDepthwise
        ? context.packed(pointwise, `transposed/${multiplier}`, multiplier * panelsBytes, (source, target) => {
            for (let m = 0; m < multiplier; m++) {
              const [from, to] = [source + m * filters * 4, target + m * panelsBytes];
              functions.packPanels(from, to, filters, channels, 1, multiplier * filters, 1, 1, 8);
            }
          })
        : 0;
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
        flopsPerItem: tilesPerChunk * tileSteps * terms * (3 * sizes.taps + 2 * filters) * 2,
        scratchBytes: sizes.scratchBytes,
        rest: [
          addressOf(x),
          packedTaps + tap * channels * 4,
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
  };
};
