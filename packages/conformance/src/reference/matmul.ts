import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/** `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, with a or b stored transposed. */
export function matmul({ attrs, inputs: { a, b }, outputs }: OpCase<"matmul">): ReferenceOutputs<"matmul"> {
  const [batch, m, n] = [outputs.y[0]!, outputs.y[1]!, outputs.y[2]!];
  const inner = attrs.transposeA ? a.shape[1]! : a.shape[2]!;
  const values = new Float64Array(batch * m * n);
  const magnitudes = new Float64Array(batch * m * n);
  for (let item = 0; item < batch; item++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const at = (item * m + i) * n + j;
        for (let k = 0; k < inner; k++) {
          const left = a.values[item * m * inner + (attrs.transposeA ? k * m + i : i * inner + k)]!;
          const right = b.values[item * inner * n + (attrs.transposeB ? j * inner + k : k * n + j)]!;
          values[at]! += left * right;
          magnitudes[at]! += Math.abs(left * right);
        }
      }
    }
  }
  return { y: { values, magnitudes, terms: inner } };
}
