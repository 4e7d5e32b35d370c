import type { OpCase } from "../op-case.js";
import type { ReferenceOutput, ReferenceOutputs } from "./reference.js";

/**
 * Gradients of the linear separable convolution for the cotangent e `[B,O,F]` of its output:
 *
 *     bias[f]          = Σ_{b,o} e[b,o,f]
 *     pointwise[q,f]   = Σ_{b,o} h[b,o,q] · e[b,o,f],      h[b,o,c·M+m] = Σ_j D[j,c,m] · x[b,t,c]
 *     depthwise[j,c,m] = Σ_{b,o} dh[b,o,c·M+m] · x[b,t,c],  dh[b,o,q] = Σ_f e[b,o,f] · P[q,f]
 *     x[b,t,c]         = Σ_{m,j,o} D[j,c,m] · dh[b,o,c·M+m]
 *
 * where t = o·stride + j·dilation − padLeft, and only 0 ≤ t < L counts.
 */
export function separableConv1dGradient(
  call: OpCase<"separableConv1dGradient">,
): ReferenceOutputs<"separableConv1dGradient"> {
  const { wantsX, wantsDepthwise, wantsPointwise, wantsBias } = call.attrs;
  const exact = gradients(call, (value) => value);
  const absolute = gradients(call, Math.abs);
  const [batch, outputSteps, filters] = call.inputs.gradient.shape as Extents;
  const [taps, , multiplier] = call.inputs.depthwise.shape as Extents;
  const rows = batch * outputSteps;
  const output = (name: keyof Gradients, terms: number): ReferenceOutput => ({
    values: exact[name],
    magnitudes: absolute[name],
    terms,
  });
  return {
    ...(wantsX && { x: output("x", taps * multiplier + filters) }),
    ...(wantsDepthwise && { depthwise: output("depthwise", rows + filters) }),
    ...(wantsPointwise && { pointwise: output("pointwise", rows + taps) }),
    ...(wantsBias && { bias: output("bias", rows) }),
  };
}

type Extents = readonly [number, number, number];

interface Gradients {
  readonly x: Float64Array;
  readonly depthwise: Float64Array;
  readonly pointwise: Float64Array;
  readonly bias: Float64Array;
}

/** All four gradients, of the inputs as `view` shows them: as they are, or their absolute values. */
function gradients(call: OpCase<"separableConv1dGradient">, view: (value: number) => number): Gradients {
  const { stride, dilation } = call.attrs;
  const { padLeft } = call.dynamic;
  const [batch, steps, channels] = call.inputs.x.shape as Extents;
  const [taps, , multiplier] = call.inputs.depthwise.shape as Extents;
  const [, outputSteps, filters] = call.inputs.gradient.shape as Extents;
  const x = call.inputs.x.values.map(view);
  const depthwise = call.inputs.depthwise.values.map(view);
  const pointwise = call.inputs.pointwise.values.map(view);
  const e = call.inputs.gradient.values.map(view);
  const result: Gradients = {
    x: new Float64Array(x.length),
    depthwise: new Float64Array(depthwise.length),
    pointwise: new Float64Array(pointwise.length),
    bias: new Float64Array(filters),
  };

  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      const row = (b * outputSteps + o) * filters;
      for (let f = 0; f < filters; f++) result.bias[f]! += e[row + f]!;
      for (let c = 0; c < channels; c++) {
        for (let m = 0; m < multiplier; m++) {
          const q = c * multiplier + m;
          let dh = 0;
          for (let f = 0; f < filters; f++) dh += e[row + f]! * pointwise[q * filters + f]!;
          let h = 0;
          for (let j = 0; j < taps; j++) {
            const t = o * stride + j * dilation - padLeft;
            if (t < 0 || t >= steps) continue;
            const tap = (j * channels + c) * multiplier + m;
            const at = (b * steps + t) * channels + c;
            h += depthwise[tap]! * x[at]!;
            result.depthwise[tap]! += dh * x[at]!;
            result.x[at]! += depthwise[tap]! * dh;
          }
          for (let f = 0; f < filters; f++) result.pointwise[q * filters + f]! += h * e[row + f]!;
        }
      }
    }
  }
  return result;
}
