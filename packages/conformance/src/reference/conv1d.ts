import type { OpCase } from "../op-case.js";
import { elementary } from "./elementary.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 *     y[b,o,f] = activation(Σ_{j,c} filter[j,c,f] · x[b, o·stride + j·dilation − padLeft, g·C/G + c] + bias[f]),  g = ⌊f·G/F⌋
 *
 * x `[B,L,C]` (0 outside 0…L−1), filter `[K,C/G,F]`, bias `[F]` → y `[B,O,F]`.
 */
export function conv1d(call: OpCase<"conv1d">): ReferenceOutputs<"conv1d"> {
  const { stride, dilation, groups, activation } = call.attrs;
  const { x, filter, bias } = call.inputs;
  const { padLeft } = call.dynamic;
  const [batch, steps, channels] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const [taps, groupChannels, filters] = [filter.shape[0]!, filter.shape[1]!, filter.shape[2]!];
  const outputSteps = call.outputs.y[1]!;
  const linear = new Float64Array(batch * outputSteps * filters);
  const magnitudes = new Float64Array(batch * outputSteps * filters);
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let f = 0; f < filters; f++) {
        const group = Math.floor((f * groups) / filters);
        let sum = bias ? bias.values[f]! : 0;
        let magnitude = Math.abs(sum);
        for (let j = 0; j < taps; j++) {
          const t = o * stride + j * dilation - padLeft;
          if (t < 0 || t >= steps) continue;
          for (let c = 0; c < groupChannels; c++) {
            const weight = filter.values[(j * groupChannels + c) * filters + f]!;
            const term = weight * x.values[(b * steps + t) * channels + group * groupChannels + c]!;
            sum += term;
            magnitude += Math.abs(term);
          }
        }
        linear[at] = sum;
        magnitudes[at++] = magnitude;
      }
    }
  }
  const terms = taps * groupChannels + 1;
  if (activation === null) return { y: { values: linear, magnitudes, terms } };
  const values = linear.map(elementary[activation]);
  return { y: { values, magnitudes, terms, final: { kind: activation, argument: linear } } };
}
