import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)` */
export const softmax: Kernel<"softmax", CpuContext> = (context) => {
  return ({ x }, { y }) => {
    const [rows = 0, n = 0] = x.shape;
    const input = elementsOf(x);
    const output = elementsOf(y);
    const exponentials = context.scratch(n);
    for (let r = 0; r < rows; r++) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < n; i++) largest = Math.max(largest, input[r * n + i]!);
      let total = 0;
      for (let i = 0; i < n; i++) total += exponentials[i] = Math.exp(input[r * n + i]! - largest);
      for (let i = 0; i < n; i++) output[r * n + i] = exponentials[i]! / total;
    }
  };
};
