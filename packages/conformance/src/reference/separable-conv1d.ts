import type { OpCase } from "../op-case.js";
import { elementary } from "./elementary.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 *     h[b,o,c·M+m] = Σ_j depthwise[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]      (x = 0 outside 0…L−1)
 *     y[b,o,f]     = activation(Σ_q h[b,o,q] · pointwise[0,q,f] + bias[f])
 *
 * x `[B,L,C]`, depthwise `[K,C,M]`, pointwise `[1,C·M,F]`, bias `[F]` → y `[B,O,F]`.
 */
export function separableConv1d(call: OpCase<"separableConv1d">): ReferenceOutputs<"separableConv1d"> {
  const { stride, dilation, activation } = call.attrs;
  const { x, depthwise, pointwise, bias } = call.inputs;
  const { padLeft } = call.dynamic;
  const [batch, steps, channels] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const [taps, multiplier] = [depthwise.shape[0]!, depthwise.shape[2]!];
  const [outputSteps, filters] = [call.outputs.y[1]!, call.outputs.y[2]!];
  const linear = new Float64Array(batch * outputSteps * filters);
  const magnitudes = new Float64Array(batch * outputSteps * filters);

  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let f = 0; f < filters; f++) {
        let sum = bias ? bias.values[f]! : 0;
        let magnitude = Math.abs(sum);
        for (let c = 0; c < channels; c++) {
          for (let m = 0; m < multiplier; m++) {
            const p = pointwise.values[(c * multiplier + m) * filters + f]!;
            for (let j = 0; j < taps; j++) {
              const t = o * stride + j * dilation - padLeft;
              if (t < 0 || t >= steps) continue;
              const d = depthwise.values[(j * channels + c) * multiplier + m]!;
              const term = d * x.values[(b * steps + t) * channels + c]! * p;
              sum += term;
              magnitude += Math.abs(term);
            }
          }
        }
        const at = (b * outputSteps + o) * filters + f;
        linear[at] = sum;
        magnitudes[at] = magnitude;
      }
    }
  }
  const terms = taps + channels * multiplier;
  if (activation === null) return { y: { values: linear, magnitudes, terms } };
  const values = linear.map(elementary[activation]);
  return { y: { values, magnitudes, terms, final: { kind: activation, argument: linear } } };
}
