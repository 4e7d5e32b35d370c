import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/** Maximum or mean of x `[B,L,C]` over the steps o·stride − padLeft … + size − 1 that lie inside → y `[B,O,C]`. */
export function pool(call: OpCase<"pool">): ReferenceOutputs<"pool"> {
  const { kind, size, stride } = call.attrs;
  const { x } = call.inputs;
  const [batch, steps, channels] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const outputSteps = call.outputs.y[1]!;
  const values = new Float64Array(batch * outputSteps * channels);
  const magnitudes = new Float64Array(values.length);
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let c = 0; c < channels; c++) {
        const seen: number[] = [];
        for (let j = 0; j < size; j++) {
          const t = o * stride - call.dynamic.padLeft + j;
          if (t >= 0 && t < steps) seen.push(x.values[(b * steps + t) * channels + c]!);
        }
        const sum = seen.reduce((total, value) => total + value, 0);
        const magnitude = seen.reduce((total, value) => total + Math.abs(value), 0);
        values[at] = kind === "maxPool1d" ? Math.max(...seen) : sum / seen.length;
        magnitudes[at++] = magnitude / seen.length;
      }
    }
  }
  if (kind === "maxPool1d") return { y: { values, terms: 1, final: { kind: "max" } } };
  return { y: { values, magnitudes, terms: size + 1 } };
}
