import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/**
 * With e the gradient of the linear output, t = o·stride + j·dilation − padLeft, q = c·M + m, and sums over b and o:
 *
 *     bias[q] = Σ e[q]    depthwise[j,c,m] = Σ e[q]·x[b,t,c]    x[b,t,c] = Σ_{m,j,o} D[j,c,m]·e[q]
 *
 * One pass over the output steps. Sums over steps are kept in double precision, so scratch is as large as the weights and
 * does not grow with the length.
 */
export const depthwiseConv1dGradient: Kernel<"depthwiseConv1dGradient", CpuContext> = (context, attrs, types) => {
  const { stride, dilation, wantsX, wantsDepthwise } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 0] = types.depthwise.static;
  const inner = channels * multiplier;
  return (operands, outputs, { padLeft }) => {
    const [batch = 0, steps = 0] = operands.x.shape;
    const [, outputSteps = 0] = operands.gradient.shape;
    const x = elementsOf(operands.x);
    const depthwise = elementsOf(operands.depthwise);
    const gradient = elementsOf(operands.gradient);
    const [dDepthwise, dBias] = context.scratches(kernelSize * inner, inner);
    dDepthwise.fill(0);
    dBias.fill(0);
    const dx = outputs.x && elementsOf(outputs.x).fill(0);

    for (let b = 0; b < batch; b++) {
      for (let o = 0; o < outputSteps; o++) {
        const row = (b * outputSteps + o) * inner;
        for (let q = 0; q < inner; q++) dBias[q]! += gradient[row + q]!;
        if (!(wantsX || wantsDepthwise)) continue;
        const origin = o * stride - padLeft;
        const first = Math.max(Math.ceil(-origin / dilation), 0);
        const end = Math.min(Math.ceil((steps - origin) / dilation), kernelSize);
        for (let q = 0; q < inner; q++) {
          const e = gradient[row + q]!;
          let at = (b * steps + origin + first * dilation) * channels + Math.floor(q / multiplier);
          for (let j = first; j < end; j++) {
            dDepthwise[j * inner + q]! += e * x[at]!;
            if (dx) dx[at]! += e * depthwise[j * inner + q]!;
            at += dilation * channels;
          }
        }
      }
    }
    if (outputs.depthwise) elementsOf(outputs.depthwise).set(dDepthwise);
    if (outputs.bias) elementsOf(outputs.bias).set(dBias);
  };
};
