import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, row by row: each a[b,i,k] scales a row of b into the row of y. */
export const matmul: Kernel<"matmul", CpuContext> = (context, { transposeA, transposeB }) => {
  return ({ a, b }, { y }) => {
    const [batch = 0, m = 0, n = 0] = y.shape;
    const depth = a.shape[transposeA ? 1 : 2] ?? 0;
    const left = elementsOf(a);
    const right = elementsOf(b);
    const output = elementsOf(y);
    const row = context.scratch(n);
    const [stepI, stepK] = transposeA ? [1, m] : [depth, 1];
    const [strideK, strideJ] = transposeB ? [1, depth] : [n, 1];
    for (let p = 0; p < batch; p++) {
      for (let i = 0; i < m; i++) {
        row.fill(0, 0, n);
        for (let k = 0; k < depth; k++) {
          const factor = left[p * m * depth + i * stepI + k * stepK]!;
          const from = p * depth * n + k * strideK;
          for (let j = 0; j < n; j++) row[j]! += factor * right[from + j * strideJ]!;
        }
        output.set(row.subarray(0, n), (p * m + i) * n);
      }
    }
  };
};
