import { elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/elementwise.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[i] = kind(x[i])`. The module exports each function under the name of its kind. */
export const unary: Kernel<"unary", WasmContext> = (context, { kind }) => {
  const apply = context.instance(binary)[kind];
  return ({ x }, { y }) => apply(addressOf(x), addressOf(y), elementCount(y.shape));
};
