import type { OpCase } from "../op-case.js";
import { elementary } from "./elementary.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 * Each input step adds its filter to the steps that it reaches:
 *
 *     y[b, i·stride + j·dilation − padLeft, g·F/G + f] += Σ_c filter[j,f,g·C/G+c] · x[b,i,g·C/G+c],   then activation(y + bias)
 *
 * x `[B,N,C]`, filter `[K,F/G,C]`, bias `[F]` → y `[B,T,F]`.
 */
export function conv1dTranspose(call: OpCase<"conv1dTranspose">): ReferenceOutputs<"conv1dTranspose"> {
  const { stride, dilation, groups, activation } = call.attrs;
  const { x, filter, bias } = call.inputs;
  const [batch, steps, channels] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const [taps, groupFilters] = [filter.shape[0]!, filter.shape[1]!];
  const [outputSteps, filters] = [call.outputs.y[1]!, call.outputs.y[2]!];
  const groupChannels = channels / groups;
  const linear = Float64Array.from(
    { length: batch * outputSteps * filters },
    (_, at) => bias?.values[at % filters] ?? 0,
  );
  const magnitudes = linear.map(Math.abs);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < steps; i++) {
      for (let j = 0; j < taps; j++) {
        const t = i * stride + j * dilation - call.dynamic.padLeft;
        if (t < 0 || t >= outputSteps) continue;
        for (let c = 0; c < channels; c++) {
          const group = Math.floor(c / groupChannels);
          for (let f = 0; f < groupFilters; f++) {
            const term =
              filter.values[(j * groupFilters + f) * channels + c]! * x.values[(b * steps + i) * channels + c]!;
            const at = (b * outputSteps + t) * filters + group * groupFilters + f;
            linear[at]! += term;
            magnitudes[at]! += Math.abs(term);
          }
        }
      }
    }
  }
  const terms = Math.ceil(taps / stride) * groupChannels + 1;
  if (activation === null) return { y: { values: linear, magnitudes, terms } };
  const values = linear.map(elementary[activation]);
  return { y: { values, magnitudes, terms, final: { kind: activation, argument: linear } } };
}
