import { bytesPerElement, type Kernel, type ReduceKind } from "@sepconv/backend";
import { binary } from "../../build/reduction.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** The numbers under which the module knows reductions of integers, whose mean is none. */
const codes: { readonly [Kind in ReduceKind]: number } = { sum: 0, max: 1, min: 2, mean: -1 };

/** What they give over nothing: the ends of the range. */
const empty = {
  int32: { sum: 0, max: -(2 ** 31), min: 2 ** 31 - 1, mean: 0 },
  bool: { sum: 0, max: 0, min: 1, mean: 0 },
} as const;

/**
 * `y[o,i] = kind over k of x[o,k,i]`. For floats the module exports each function under the name of its kind, and sums are in
 * f64, one for each column while rows are added to them; sums of int32 wrap.
 */
export const reduce: Kernel<"reduce", WasmContext> = (context, { kind }, { x: { dtype } }) => {
  const functions = context.instance(binary);
  const apply =
    dtype === "int32" || dtype === "bool"
      ? functions.reduceIntegers.bind(null, codes[kind], bytesPerElement[dtype], empty[dtype][kind])
      : functions[kind];
  const adds = dtype === "float32" && (kind === "sum" || kind === "mean");
  return ({ x }, { y }) => {
    const [outer = 0, count = 0, inner = 0] = x.shape;
    const sums = adds && inner > 1 ? context.scratch(Math.ceil(inner / 4) * 32) : 0;
    apply(addressOf(x), addressOf(y), outer, count, inner, sums);
  };
};
