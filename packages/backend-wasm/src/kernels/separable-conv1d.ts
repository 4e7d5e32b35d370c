import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/separable-conv1d.js";
import { depthwiseWindow } from "../depthwise-window.js";
import { finishOf } from "../finish.js";
import { packedDepthwise, panelsOfOne } from "../packed-depthwise.js";
import { panelBytes, separableSizes } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 *     h[b,o,q] = Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]      (q = m·C + c)
 *     y[b,o,f] = activation(Σ_q h[b,o,q] · P[q,f] + bias[f])
 *
 * Tiles of a few output steps: h of one tile lies in scratch, and the product over it reads P in panels of eight filters.
 */
export const separableConv1d: Kernel<"separableConv1d", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const sizes = separableSizes(types);
  const { kernelSize, channels, multiplier, filters, terms, tileSteps, rowBytes } = sizes;
  const { spread, bytes: windowBytes } = depthwiseWindow(kernelSize, stride, dilation, tileSteps);
  const functions = context.instance(binary);
  const finish = finishOf("separableConv1d", context, activation);

  return ({ x, depthwise, pointwise, bias }, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = y.shape;
    const taps = packedDepthwise(context, panelsOfOne(functions), depthwise, sizes);
    const panels = context.packed(pointwise, `panels/${multiplier}`, panelBytes(terms, filters), (source, target) =>
      functions.packPanels(source, target, terms, filters, filters, 1, multiplier, 1, 8),
    );
    const output = addressOf(y);
    const tiles = Math.ceil(outputSteps / tileSteps);
    context.distribute(binary, "convolve", {
      items: batch * tiles,
      flopsPerItem: 2 * tileSteps * terms * (kernelSize + filters),
      scratchBytes: tileSteps * rowBytes + windowBytes,
      rest: [
        addressOf(x),
        taps,
        panels,
        bias ? addressOf(bias) : 0,
        output,
        rowBytes,
        tileSteps,
        steps,
        channels,
        multiplier,
        kernelSize,
        filters,
        outputSteps,
        stride,
        dilation,
        padLeft,
        Number(windowBytes > 0),
        spread,
        ...finish.clamp,
      ],
    });
    finish.run(y);
  };
};
