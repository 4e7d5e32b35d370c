import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/conv1d.js";
import { finishOf } from "../finish.js";
import { panelBytes, roundUp, tileRows } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 *     y[b,o,f] = activation(Σ_{j,c} W[j,c,f] · x[b, o·stride + j·dilation − padLeft, g·C/G + c] + bias[f]),   g = ⌊f / (F/G)⌋
 *
 * A product over rows (j, c), read where they lie in x, or copied for one tile of output steps where they are not side by
 * side. A filter of one tap at each step is a plain matrix product: then the steps of all samples are one axis.
 */
export const conv1d: Kernel<"conv1d", WasmContext> = (context, attrs, types) => {
  const { stride, dilation, groups, activation } = attrs;
  const [kernelSize = 0, channels = 0, filters = 0] = types.filter.static;
  const functions = context.instance(binary);
  const finish = finishOf("conv1d", context, activation);
  const terms = kernelSize * channels;
  const groupFilters = filters / groups;
  const bytes = panelBytes(terms, groupFilters);
  const rowBytes = roundUp(terms, 4) * 4;
  const tileSteps = tileRows(rowBytes);

  return ({ x, filter, bias }, { y }, { padLeft }) => {
    const isProduct = kernelSize === 1 && stride === 1 && padLeft === 0 && x.shape[1] === y.shape[1];
    const samples = x.shape[0] ?? 0;
    const batch = isProduct ? 1 : samples;
    const steps = ((x.shape[1] ?? 0) * samples) / batch;
    const outputSteps = ((y.shape[1] ?? 0) * samples) / batch;
    const panels = context.packed(filter, `taps/${groups}`, bytes * groups, (source, target) => {
      for (let g = 0; g < groups; g++) {
        functions.packTaps(source + g * groupFilters * 4, target + g * bytes, 1, terms, groupFilters, 0, filters, 1);
      }
    });
    context.distribute(binary, "convolve", {
      items: batch * Math.ceil(outputSteps / tileSteps),
      flopsPerItem: 2 * tileSteps * terms * filters,
      scratchBytes: tileSteps * rowBytes + 16,
      rest: [
        addressOf(x),
        panels,
        bias ? addressOf(bias) : 0,
        addressOf(y),
        tileSteps,
        steps,
        groups,
        channels,
        groupFilters,
        outputSteps,
        kernelSize,
        stride,
        dilation,
        padLeft,
        ...finish.clamp,
      ],
    });
    finish.run(y);
  };
};
