import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/conv1d.js";
import { finishOf } from "../finish.js";
import { panelBytes, roundUp, tileRows } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 *     y[b,t,f] = activation(Σ_{i,j : i·stride + j·dilation − padLeft = t} Σ_c W[j,f,c] · x[b,i,g·C/G + c] + bias[f])
 *
 * Output steps that are a stride apart are a convolution of stride 1 with every `period`-th tap: as many convolutions as
 * steps in a stride, each over its own taps, packed last tap first.
 */
export const conv1dTranspose: Kernel<"conv1dTranspose", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, groups, activation } = attrs;
  const [kernelSize = 0, filters = 0, channels = 0] = types.filter.static;
  const functions = context.instance(binary);
  const finish = finishOf("conv1dTranspose", context, activation);
  const divisor = commonDivisor(stride, dilation);
  const period = Math.min(stride / divisor, kernelSize);
  const groupChannels = channels / groups;
  const rowBytes = roundUp(Math.ceil(kernelSize / period) * groupChannels, 4) * 4;
  const tileSteps = tileRows(rowBytes);

  return ({ x, filter, bias }, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = y.shape;
    const bytes = panelBytes(kernelSize * groupChannels, filters) * groups;
    const panels = context.packed(filter, `phases/${groups}/${period}`, bytes, (source, target) => {
      const tap = filters * channels;
      let to = target;
      for (let first = 0; first < period; first++) {
        const taps = Math.ceil((kernelSize - first) / period);
        const last = source + (first + (taps - 1) * period) * tap * 4;
        for (let g = 0; g < groups; g++) {
          const from = last + g * groupChannels * 4;
          functions.packTaps(from, to, taps, groupChannels, filters, -period * tap, 1, channels);
          to += panelBytes(taps * groupChannels, filters);
        }
      }
    });
    const phases = Math.min(stride, outputSteps);
    context.distribute(binary, "transpose", {
      items: batch * phases * Math.ceil(outputSteps / stride / tileSteps),
      flopsPerItem: (2 * tileSteps * kernelSize * channels * filters) / period,
      scratchBytes: tileSteps * rowBytes + 16,
      rest: [
        addressOf(x),
        panels,
        bias ? addressOf(bias) : 0,
        addressOf(y),
        tileSteps,
        steps,
        groups,
        groupChannels,
        filters,
        outputSteps,
        kernelSize,
        stride,
        dilation,
        padLeft,
        phases,
        period,
        dilation / divisor,
        ...finish.clamp,
      ],
    });
    finish.run(y);
  };
};

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
