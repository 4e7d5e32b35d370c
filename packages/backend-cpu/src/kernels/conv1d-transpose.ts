import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { elementwise } from "../elementwise.js";

/**
 * `y[b,t,f] = activation(Σ_{i,j : i·stride + j·dilation − padLeft = t} Σ_c W[j,f,c] · x[b,i,c] + bias[f])`, group by group
 *
 * One output step at a time, in double precision: of each tap at most one input step reaches it.
 */
export const conv1dTranspose: Kernel<"conv1dTranspose", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, groups, activation } = attrs;
  const [kernelSize = 1, groupFilters = 0, channels = 0] = types.filter.static;
  const groupChannels = channels / groups;
  const filters = groupFilters * groups;
  const activate = activation ? elementwise[activation] : null;
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const filter = elementsOf(operands.filter);
    const bias = operands.bias && elementsOf(operands.bias);
    const output = elementsOf(y);
    const [sums] = context.scratches(filters);
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < outputSteps; t++) {
        if (bias) sums.set(bias);
        else sums.fill(0);
        for (let j = 0; j < kernelSize; j++) {
          const i = (t + padLeft - j * dilation) / stride;
          if (i < 0 || i >= steps || !Number.isInteger(i)) continue;
          for (let f = 0; f < filters; f++) {
            const group = Math.floor(f / groupFilters);
            const row = (j * groupFilters + f - group * groupFilters) * channels + group * groupChannels;
            const from = (b * steps + i) * channels + group * groupChannels;
            let sum = 0;
            for (let c = 0; c < groupChannels; c++) sum += filter[row + c]! * x[from + c]!;
            sums[f]! += sum;
          }
        }
        if (activate) for (let f = 0; f < filters; f++) sums[f] = activate(sums[f]!);
        output.set(sums, (b * outputSteps + t) * filters);
      }
    }
  };
};
