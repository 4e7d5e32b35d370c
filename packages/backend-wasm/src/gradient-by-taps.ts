import type { Kernel } from "@sepconv/backend";
import { binary } from "../build/separable-conv1d-gradient.js";
import { depthwiseWindow } from "./depthwise-window.js";
import { packedDepthwise, panelsOfOne } from "./packed-depthwise.js";
import { panelBytes, roundUp, separableSizes } from "./separable-sizes.js";
import { addressOf, type WasmContext } from "./wasm-context.js";

/**
 * The gradients of a separable convolution whose taps reach so far that a tile cannot hold what they see: tap by tap, on one
 * thread. The formulas are at the op's spec.
 */
export const gradientByTaps: Kernel<"separableConv1dGradient", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, wantsX, wantsDepthwise } = attrs;
  const sizes = separableSizes(types);
  const { kernelSize, channels, multiplier, filters, terms, tileSteps, rowBytes } = sizes;
  const { spread, bytes: windowBytes } = depthwiseWindow(kernelSize, stride, dilation, tileSteps);
  const functions = context.instance(binary);

  return ({ x, depthwise, pointwise, gradient }, outputs, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = gradient.shape;
    const taps = packedDepthwise(context, panelsOfOne(functions), depthwise, sizes);
    // Only dh reads the pointwise filter.
    const panels =
      wantsX || wantsDepthwise
        ? context.packed(pointwise, `transposed panels/${multiplier}`, panelBytes(filters, terms), (source, target) =>
            functions.packPanels(source, target, filters, terms, 1, filters, 1, multiplier, 8),
          )
        : 0;
    const tile = context.scratch(tileSteps * rowBytes);
    // Sums are kept in whole vectors and copied to their place at the end.
    const dDepthwise = outputs.depthwise ? context.scratch(multiplier * kernelSize * roundUp(channels, 4) * 4) : 0;
    const dBias = outputs.bias ? context.scratch(roundUp(filters, 4) * 4) : 0;
    functions.differentiateByTaps(
      addressOf(x),
      taps,
      panels,
      addressOf(gradient),
      tile,
      rowBytes,
      tileSteps,
      outputs.x ? addressOf(outputs.x) : 0,
      dDepthwise,
      outputs.pointwise ? addressOf(outputs.pointwise) : 0,
      dBias,
      batch,
      steps,
      channels,
      multiplier,
      kernelSize,
      filters,
      outputSteps,
      stride,
      dilation,
      padLeft,
      windowBytes && context.scratch(windowBytes),
      spread,
    );
    if (outputs.depthwise) {
      functions.unpackDepthwise(dDepthwise, addressOf(outputs.depthwise), kernelSize, channels, multiplier);
    }
    if (outputs.bias) {
      const target = addressOf(outputs.bias);
      new Uint8Array(context.memory.buffer).copyWithin(target, dBias, dBias + filters * 4);
    }
  };
};
