import type { OpCase } from "../op-case.js";
import { elementary } from "./elementary.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 *     y[b,o,c·M+m] = activation(Σ_j depthwise[j,c,m] · x[b, o·stride + j·dilation − padLeft, c] + bias[c·M+m])
 *
 * x `[B,L,C]` (0 outside 0…L−1), depthwise `[K,C,M]`, bias `[C·M]` → y `[B,O,C·M]`.
 */
export function depthwiseConv1d(call: OpCase<"depthwiseConv1d">): ReferenceOutputs<"depthwiseConv1d"> {
  const { stride, dilation, activation } = call.attrs;
  const { x, depthwise, bias } = call.inputs;
  const { padLeft } = call.dynamic;
  const [batch, steps, channels] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const [taps, multiplier] = [depthwise.shape[0]!, depthwise.shape[2]!];
  const outputSteps = call.outputs.y[1]!;
  const linear = new Float64Array(batch * outputSteps * channels * multiplier);
  const magnitudes = new Float64Array(linear.length);
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let c = 0; c < channels; c++) {
        for (let m = 0; m < multiplier; m++) {
          let sum = bias ? bias.values[c * multiplier + m]! : 0;
          let magnitude = Math.abs(sum);
          for (let j = 0; j < taps; j++) {
            const t = o * stride + j * dilation - padLeft;
            if (t < 0 || t >= steps) continue;
            const term =
              depthwise.values[(j * channels + c) * multiplier + m]! * x.values[(b * steps + t) * channels + c]!;
            sum += term;
            magnitude += Math.abs(term);
          }
          linear[at] = sum;
          magnitudes[at++] = magnitude;
        }
      }
    }
  }
  const terms = taps + 1;
  if (activation === null) return { y: { values: linear, magnitudes, terms } };
  const values = linear.map(elementary[activation]);
  return { y: { values, magnitudes, terms, final: { kind: activation, argument: linear } } };
}
