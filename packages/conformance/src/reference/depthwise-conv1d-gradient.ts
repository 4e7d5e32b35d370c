import type { OpCase } from "../op-case.js";
import type { ReferenceOutput, ReferenceOutputs } from "./reference.js";

/**
 * Gradients of the linear depthwise convolution for the cotangent e `[B,O,C·M]` of its output:
 *
 *     bias[q]          = Σ_{b,o} e[b,o,q]
 *     depthwise[j,c,m] = Σ_{b,o} e[b,o,c·M+m] · x[b,t,c]
 *     x[b,t,c]         = Σ_{m,j,o} D[j,c,m] · e[b,o,c·M+m]
 *
 * where t = o·stride + j·dilation − padLeft, and only 0 ≤ t < L counts.
 */
export function depthwiseConv1dGradient(
  call: OpCase<"depthwiseConv1dGradient">,
): ReferenceOutputs<"depthwiseConv1dGradient"> {
  const { wantsX, wantsDepthwise, wantsBias } = call.attrs;
  const exact = gradients(call, (value) => value);
  const absolute = gradients(call, Math.abs);
  const [batch, outputSteps] = call.inputs.gradient.shape as Extents;
  const [taps, , multiplier] = call.inputs.depthwise.shape as Extents;
  const rows = batch * outputSteps;
  const output = (name: keyof Gradients, terms: number): ReferenceOutput => ({
    values: exact[name],
    magnitudes: absolute[name],
    terms,
  });
  return {
    ...(wantsX && { x: output("x", taps * multiplier) }),
    ...(wantsDepthwise && { depthwise: output("depthwise", rows) }),
    ...(wantsBias && { bias: output("bias", rows) }),
  };
}

type Extents = readonly [number, number, number];

interface Gradients {
  readonly x: Float64Array;
  readonly depthwise: Float64Array;
  readonly bias: Float64Array;
}

/** All three gradients, of the inputs as `view` shows them: as they are, or their absolute values. */
function gradients(call: OpCase<"depthwiseConv1dGradient">, view: (value: number) => number): Gradients {
  const { stride, dilation } = call.attrs;
  const { padLeft } = call.dynamic;
  const [batch, steps, channels] = call.inputs.x.shape as Extents;
  const [taps, , multiplier] = call.inputs.depthwise.shape as Extents;
  const [, outputSteps, inner] = call.inputs.gradient.shape as Extents;
  const x = call.inputs.x.values.map(view);
  const depthwise = call.inputs.depthwise.values.map(view);
  const e = call.inputs.gradient.values.map(view);
  const result: Gradients = {
    x: new Float64Array(x.length),
    depthwise: new Float64Array(depthwise.length),
    bias: new Float64Array(inner),
  };

  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let c = 0; c < channels; c++) {
        for (let m = 0; m < multiplier; m++) {
          const q = c * multiplier + m;
          const cotangent = e[(b * outputSteps + o) * inner + q]!;
          result.bias[q]! += cotangent;
          for (let j = 0; j < taps; j++) {
            const t = o * stride + j * dilation - padLeft;
            if (t < 0 || t >= steps) continue;
            const at = (b * steps + t) * channels + c;
            result.depthwise[j * inner + q]! += cotangent * x[at]!;
            result.x[at]! += depthwise[j * inner + q]! * cotangent;
          }
        }
      }
    }
  }
  return result;
}
