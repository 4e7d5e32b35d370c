import type { Kernel, ReduceKind } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";

interface Reduction {
  readonly start: number;
  readonly step: (result: number, x: number) => number;
  readonly finish: (result: number, n: number) => number;
}

const same = (result: number): number => result;

const reductions: { readonly [Kind in ReduceKind]: Reduction } = {
  sum: { start: 0, step: (result, x) => result + x, finish: same },
  mean: { start: 0, step: (result, x) => result + x, finish: (result, n) => result / n },
  max: { start: Number.NEGATIVE_INFINITY, step: Math.max, finish: same },
  min: { start: Number.POSITIVE_INFINITY, step: Math.min, finish: same },
};

/** `y[o,i] = reduce_n x[o,n,i]`, in double precision, n in order */
export const reduce: Kernel<"reduce", CpuContext> = (_context, { kind }) => {
  const { start, step, finish } = reductions[kind];
  return ({ x }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const input = elementsOf(x);
    const output = elementsOf(y);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        let result = start;
        for (let k = 0; k < n; k++) result = step(result, input[(o * n + k) * inner + i]!);
        output[o * inner + i] = finish(result, n);
      }
    }
  };
};
