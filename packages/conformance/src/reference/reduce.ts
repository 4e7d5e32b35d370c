import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/** x `[outer, n, inner]` → y `[outer, inner]`: the sum, mean, maximum or minimum over the middle axis. */
export function reduce({ attrs: { kind }, inputs: { x } }: OpCase<"reduce">): ReferenceOutputs<"reduce"> {
  const [outer, n, inner] = [x.shape[0]!, x.shape[1]!, x.shape[2]!];
  const values = new Float64Array(outer * inner);
  const magnitudes = new Float64Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let sum = 0;
      let magnitude = 0;
      let largest = Number.NEGATIVE_INFINITY;
      let smallest = Number.POSITIVE_INFINITY;
      for (let j = 0; j < n; j++) {
        const element = x.values[(o * n + j) * inner + i]!;
        sum += element;
        magnitude += Math.abs(element);
        largest = Math.max(largest, element);
        smallest = Math.min(smallest, element);
      }
      values[o * inner + i] = { sum, mean: sum / n, max: largest, min: smallest }[kind];
      magnitudes[o * inner + i] = kind === "mean" ? magnitude / n : magnitude;
    }
  }
  const summed = kind === "sum" || kind === "mean";
  return { y: summed ? { values, magnitudes, terms: n } : { values, terms: 0, final: { kind } } };
}
