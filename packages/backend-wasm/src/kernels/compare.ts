import { bytesPerElement, type CompareKind, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/discrete.js";
import { broadcastRows } from "../broadcast-rows.js";
import type { WasmContext } from "../wasm-context.js";

/** The numbers under which assembly/discrete.ts knows comparisons of integers; those of floats are 4 more. */
const codes: { readonly [Kind in CompareKind]: number } = {
  equal: 5,
  notEqual: 6,
  greater: 7,
  greaterEqual: 8,
  less: 7,
  lessEqual: 8,
};

/** `y[i] = a[i] kind b[i]`, 1 or 0, with broadcasting. a < b is b > a. */
export const compare: Kernel<"compare", WasmContext> = (context, { kind }, { a: { dtype } }) => {
  const { combine } = context.instance(binary);
  const code = codes[kind] + (dtype === "float32" ? 4 : 0);
  const swaps = kind === "less" || kind === "lessEqual";
  return ({ a, b }, { y }) => {
    const [left, right] = swaps ? [b, a] : [a, b];
    broadcastRows(context, (...rows) => combine(code, bytesPerElement[dtype], 1, ...rows), left, right, y);
  };
};
