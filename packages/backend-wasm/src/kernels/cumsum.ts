import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/reduction.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`, in f64; `exclusive` leaves j = i out, `reverse` sums from the end. */
export const cumsum: Kernel<"cumsum", WasmContext> = (context, { exclusive, reverse }) => {
  const module = context.instance(binary);
  return ({ x }, { y }) => {
    const [outer = 0, count = 0, inner = 0] = x.shape;
    module.cumsum(addressOf(x), addressOf(y), outer, count, inner, exclusive, reverse);
  };
};
