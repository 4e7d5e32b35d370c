import type { Kernel, TypedArray } from "@sepconv/backend";
import { type CpuContext, elementsOf, numbersOf } from "../cpu-context.js";

/** `y[o,j,k] = Σ_{i : indices[i] = j} x[o,i,k]`, in double precision, i in order */
export const scatterAdd: Kernel<"scatterAdd", CpuContext> = (context) => {
  return ({ x, indices }, { y }) => {
    const [outer = 0, count = 0, inner = 0] = x.shape;
    const n = y.shape[1] ?? 0;
    const { first, next } = chains(numbersOf(indices), n);
    const input = elementsOf(x);
    const output = elementsOf(y);
    const sums = context.scratch(inner);
    for (let o = 0; o < outer; o++) {
      for (let j = 0; j < n; j++) {
        sums.fill(0, 0, inner);
        for (let i = first[j]!; i !== none; i = next[i]!) {
          const from = (o * count + i) * inner;
          for (let k = 0; k < inner; k++) sums[k]! += input[from + k]!;
        }
        output.set(sums.subarray(0, inner), (o * n + j) * inner);
      }
    }
  };
};

const none = -1;

/** For each j the first i with indices[i] = j, and for each i the next one of the same j. */
function chains(indices: TypedArray, n: number): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(n).fill(none);
  const next = new Int32Array(indices.length);
  for (let i = indices.length - 1; i >= 0; i--) {
    const j = indices[i]!;
    if (j < 0 || j >= n) continue;
    next[i] = first[j]!;
    first[j] = i;
  }
  return { first, next };
}
