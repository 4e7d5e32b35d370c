import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { depthwiseStep } from "../depthwise-step.js";
import { elementwise } from "../elementwise.js";

/**
 *     h[c·M+m] = Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]
 *     y[b,o,f] = activation(Σ_q h[q] · P[q,f] + bias[f])
 *
 * One output step at a time: scratch is one h and one row of y, in double precision. Taps outside the input multiply
 * zeros, so that a weight that is not finite shows at the border, as in TensorFlow.
 */
export const separableConv1d: Kernel<"separableConv1d", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 0] = types.depthwise.static;
  const [filters = 0] = types.pointwise.static;
  const inner = channels * multiplier;
  const activate = activation ? elementwise[activation] : null;
  return (operands, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = y.shape;
    const x = elementsOf(operands.x);
    const depthwise = elementsOf(operands.depthwise);
    const pointwise = elementsOf(operands.pointwise);
    const bias = operands.bias && elementsOf(operands.bias);
    const output = elementsOf(y);
    const filter = { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation, padLeft };
    const scratch = context.scratch(inner + filters);
    const h = scratch.subarray(0, inner);
    const row = scratch.subarray(inner, inner + filters);
    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o++) {
        depthwiseStep(filter, b, o, h);
        if (bias) row.set(bias);
        else row.fill(0);
        for (let q = 0; q < inner; q++) {
          const factor = h[q]!;
          for (let f = 0; f < filters; f++) row[f]! += factor * pointwise[q * filters + f]!;
        }
        if (activate) for (let f = 0; f < filters; f++) row[f] = activate(row[f]!);
        output.set(row, (b * outputSteps + o) * filters);
      }
    }
  };
};
