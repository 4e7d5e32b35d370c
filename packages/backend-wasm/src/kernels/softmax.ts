import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/reduction.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)`, with the sum in f64. */
export const softmax: Kernel<"softmax", WasmContext> = (context) => {
  const { softmax: apply } = context.instance(binary);
  return ({ x }, { y }) => {
    const [rows = 0, count = 0] = x.shape;
    apply(addressOf(x), addressOf(y), rows, count);
  };
};
