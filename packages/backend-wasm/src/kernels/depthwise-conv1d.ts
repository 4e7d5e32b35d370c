import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/depthwise-conv1d.js";
import { depthwiseWindow } from "../depthwise-window.js";
import { finishOf } from "../finish.js";
import { packedDepthwise } from "../packed-depthwise.js";
import { depthwiseSizes } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 *     y[b,o,c·M+m] = activation(Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c] + bias[c·M+m])
 *
 * Tiles of a few output steps: the sums of one tile lie in scratch, ordered m·C + c, and are put into their place from there.
 */
export const depthwiseConv1d: Kernel<"depthwiseConv1d", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const sizes = depthwiseSizes(types.depthwise);
  const { kernelSize, channels, multiplier, terms, tileSteps, rowBytes } = sizes;
  const { spread, bytes: windowBytes } = depthwiseWindow(kernelSize, stride, dilation, tileSteps);
  const functions = context.instance(binary);
  const finish = finishOf("depthwiseConv1d", context, activation);

  return ({ x, depthwise, bias }, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = y.shape;
    context.distribute(binary, "convolve", {
      items: batch * Math.ceil(outputSteps / tileSteps),
      flopsPerItem: 2 * tileSteps * terms * kernelSize,
      scratchBytes: tileSteps * rowBytes + windowBytes,
      rest: [
        addressOf(x),
        packedDepthwise(context, functions.packDepthwise, depthwise, sizes),
        bias ? packedDepthwise(context, functions.packDepthwise, bias, { ...sizes, kernelSize: 1 }) : 0,
        addressOf(y),
        rowBytes,
        tileSteps,
        steps,
        channels,
        multiplier,
        kernelSize,
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
