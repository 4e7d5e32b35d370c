import { isFloating, type Kernel } from "@sepconv/backend";
import { bitsOf, type CpuContext, numbersOf } from "../cpu-context.js";

/** `y[o,i,k] = x[o, indices[i], k]`; NaN, or 0 for integers, where there is no such row */
export const gather: Kernel<"gather", CpuContext> = (_context, _attrs, types) => {
  const missing = isFloating(types.x.dtype) ? Number.NaN : 0;
  return ({ x, indices }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const rows = numbersOf(indices);
    const input = bitsOf(x);
    const output = bitsOf(y);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < rows.length; i++) {
        const to = (o * rows.length + i) * inner;
        const row = rows[i]!;
        if (row < 0 || row >= n) {
          numbersOf(y).fill(missing, to, to + inner);
          continue;
        }
        const from = (o * n + row) * inner;
        for (let k = 0; k < inner; k++) output[to + k] = input[from + k]!;
      }
    }
  };
};
