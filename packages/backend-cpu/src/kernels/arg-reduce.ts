import type { ArgReduceKind, Kernel } from "@sepconv/backend";
import { type CpuContext, numbersOf } from "../cpu-context.js";

/** Whether x takes the place of the extremum so far. */
const better: { readonly [Kind in ArgReduceKind]: (x: number, best: number) => boolean } = {
  argMax: (x, best) => x > best,
  argMin: (x, best) => x < best,
};

/** `y[o,i] = arg kind_k x[o,k,i]`: the first k of those that are equal, and the first NaN before any number */
export const argReduce: Kernel<"argReduce", CpuContext> = (_context, { kind }) => {
  const wins = better[kind];
  return ({ x }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const input = numbersOf(x);
    const output = numbersOf(y);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const column = o * n * inner + i;
        let best = input[column]!;
        let place = 0;
        // Nothing wins against NaN, as every comparison with it is false.
        for (let k = 1; k < n; k++) {
          const value = input[column + k * inner]!;
          if (!(wins(value, best) || (Number.isNaN(value) && !Number.isNaN(best)))) continue;
          best = value;
          place = k;
        }
        output[o * inner + i] = place;
      }
    }
  };
};
