import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 * `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)`.
 *
 * S is `y[r,i] · (1 + d_i + Σ_j y[r,j]·d_j)` with `d_j = max_r − x[r,j]`: an error of one unit in the difference d
 * becomes d units in its exponential, in the numerator and, weighted, in the denominator.
 */
export function softmax({ inputs: { x } }: OpCase<"softmax">): ReferenceOutputs<"softmax"> {
  const [rows, n] = [x.shape[0]!, x.shape[1]!];
  const values = new Float64Array(rows * n);
  const magnitudes = new Float64Array(rows * n);
  const argument = new Float64Array(rows * n);
  for (let r = 0; r < rows; r++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) largest = Math.max(largest, x.values[r * n + i]!);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.exp(x.values[r * n + i]! - largest);
    let spread = 0;
    for (let i = 0; i < n; i++) {
      const distance = largest - x.values[r * n + i]!;
      argument[r * n + i] = -distance;
      values[r * n + i] = Math.exp(-distance) / sum;
      if (values[r * n + i]! > 0) spread += values[r * n + i]! * distance;
    }
    for (let i = 0; i < n; i++) {
      const y = values[r * n + i]!;
      magnitudes[r * n + i] = y > 0 ? y * (1 - argument[r * n + i]! + spread) : 0;
    }
  }
  return { y: { values, magnitudes, terms: n, final: { kind: "softmax", argument } } };
}
