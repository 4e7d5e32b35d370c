import type { DType, Kernel, ReduceKind, TypedArray } from "@sepconv/backend";
import { type CpuContext, numbersOf } from "../cpu-context.js";

/** Reduces `n` elements: the one at `first` and those behind it, `stride` apart. `start` is the result over none. */
type Fold = (x: TypedArray, first: number, stride: number, n: number, start: number) => number;

const total: Fold = (x, first, stride, n, start) => {
  let sum = start;
  for (let k = 0; k < n; k++) sum += x[first + k * stride]!;
  return sum;
};

/** A sum of int32 wraps at every step, so that it stays exact. */
const int32Total: Fold = (x, first, stride, n, start) => {
  let sum = start;
  for (let k = 0; k < n; k++) sum = (sum + x[first + k * stride]!) | 0;
  return sum;
};

const folds: { readonly [Kind in ReduceKind]: Fold } = {
  sum: total,
  mean: (x, first, stride, n, start) => total(x, first, stride, n, start) / n,
  max: (x, first, stride, n, start) => {
    let largest = start;
    for (let k = 0; k < n; k++) largest = Math.max(largest, x[first + k * stride]!);
    return largest;
  },
  min: (x, first, stride, n, start) => {
    let smallest = start;
    for (let k = 0; k < n; k++) smallest = Math.min(smallest, x[first + k * stride]!);
    return smallest;
  },
};

/** Maxima and minima over no elements: the ends of a dtype's range. */
const ends: { readonly [D in DType]: { readonly max: number; readonly min: number } } = {
  float32: { max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY },
  float64: { max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY },
  int32: { max: -(2 ** 31), min: 2 ** 31 - 1 },
  bool: { max: 0, min: 1 },
};

/** `y[o,i] = reduce_n x[o,n,i]`, floats in double precision, n in order; sums of int32 wrap */
export const reduce: Kernel<"reduce", CpuContext> = (_context, { kind }, types) => {
  const { dtype } = types.x;
  const fold = kind === "sum" && dtype === "int32" ? int32Total : folds[kind];
  const start = kind === "max" || kind === "min" ? ends[dtype][kind] : 0;
  return ({ x }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const input = numbersOf(x);
    const output = numbersOf(y);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) output[o * inner + i] = fold(input, o * n * inner + i, inner, n, start);
    }
  };
};
