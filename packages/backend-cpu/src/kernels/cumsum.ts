import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

/** `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`, in double precision; `exclusive` leaves j = i out, `reverse` sums from the end */
export const cumsum: Kernel<"cumsum", CpuContext> = (context, { exclusive, reverse }) => {
  return ({ x }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const input = elementsOf(x);
    const output = elementsOf(y);
    const sums = context.scratch(inner);
    for (let o = 0; o < outer; o++) {
      sums.fill(0, 0, inner);
      for (let step = 0; step < n; step++) {
        const row = (o * n + (reverse ? n - 1 - step : step)) * inner;
        for (let k = 0; k < inner; k++) {
          const before = sums[k]!;
          sums[k] = before + input[row + k]!;
          output[row + k] = exclusive ? before : sums[k]!;
        }
      }
    }
  };
};
