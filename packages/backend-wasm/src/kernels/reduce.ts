import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/reduction.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[o,i] = kind over k of x[o,k,i]`. The module exports each function under the name of its kind; sums are in f64. */
export const reduce: Kernel<"reduce", WasmContext> = (context, { kind }) => {
  const apply = context.instance(binary)[kind];
  return ({ x }, { y }) => {
    const [outer = 0, count = 0, inner = 0] = x.shape;
    apply(addressOf(x), addressOf(y), outer, count, inner);
  };
};
