import type { Kernel, Operand, TypedArray } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { depthwiseStep } from "../depthwise-step.js";

/**
 * With e the gradient of the linear output, t = o·stride + j·dilation − padLeft, and sums over b and o:
 *
 *     bias[f] = Σ e[f]    pointwise[q,f] = Σ h[q]·e[f]    dh[q] = Σ_f e[f]·P[q,f]
 *     depthwise[j,c,m] = Σ dh[c·M+m]·x[b,t,c]    x[b,t,c] = Σ_{m,j,o} D[j,c,m]·dh[c·M+m]
 *
 * One pass over the output steps; h is computed again, step by step. Sums over steps are kept in double precision, so
 * scratch is as large as the weights and does not grow with the length.
 */
export const separableConv1dGradient: Kernel<"separableConv1dGradient", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, wantsX, wantsDepthwise, wantsPointwise, wantsBias } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 0] = types.depthwise.static;
  const [filters = 0] = types.pointwise.static;
  const inner = channels * multiplier;
  const taps = kernelSize * inner;
  return (operands, outputs, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = operands.gradient.shape;
    const x = elementsOf(operands.x);
    const depthwise = elementsOf(operands.depthwise);
    const pointwise = elementsOf(operands.pointwise);
    const gradient = elementsOf(operands.gradient);
    const filter = { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation, padLeft };

    const scratch = context.scratch(2 * inner + taps + inner * filters + filters).fill(0);
    const h = scratch.subarray(0, inner);
    const dh = scratch.subarray(inner, 2 * inner);
    const dDepthwise = scratch.subarray(2 * inner, 2 * inner + taps);
    const dPointwise = scratch.subarray(2 * inner + taps, 2 * inner + taps + inner * filters);
    const dBias = scratch.subarray(2 * inner + taps + inner * filters, 2 * inner + taps + inner * filters + filters);
    const dx = outputs.x && elementsOf(outputs.x).fill(0);

    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o++) {
        const e = gradient.subarray((b * outputSteps + o) * filters, (b * outputSteps + o + 1) * filters);
        if (wantsBias) for (let f = 0; f < filters; f++) dBias[f]! += e[f]!;
        if (wantsPointwise) {
          depthwiseStep(filter, b, o, h);
          for (let q = 0; q < inner; q++) {
            for (let f = 0; f < filters; f++) dPointwise[q * filters + f]! += h[q]! * e[f]!;
          }
        }
        if (!(wantsX || wantsDepthwise)) continue;
        for (let q = 0; q < inner; q++) {
          let total = 0;
          for (let f = 0; f < filters; f++) total += e[f]! * pointwise[q * filters + f]!;
          dh[q] = total;
        }
        for (let j = 0; j < kernelSize; j++) {
          const t = o * stride + j * dilation - padLeft;
          if (t < 0 || t >= steps) continue;
          for (let q = 0; q < inner; q++) {
            const at = (b * steps + t) * channels + Math.floor(q / multiplier);
            dDepthwise[j * inner + q]! += dh[q]! * x[at]!;
            if (dx) dx[at]! += depthwise[j * inner + q]! * dh[q]!;
          }
        }
      }
    }
    store(outputs.depthwise, dDepthwise);
    store(outputs.pointwise, dPointwise);
    store(outputs.bias, dBias);
  };
};

function store(output: Operand<TypedArray> | undefined, sums: Float64Array): void {
  if (output) elementsOf(output).set(sums);
}
