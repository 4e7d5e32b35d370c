import { elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/indexing.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[o,j,k] = Σ_{i : indices[i] = j} x[o,i,k]`, i in order. */
export const scatterAdd: Kernel<"scatterAdd", WasmContext> = (context) => {
  const apply = context.instance(binary).scatterAdd;
  return ({ x, indices }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = y.shape;
    apply(addressOf(x), addressOf(indices), addressOf(y), outer, n, elementCount(indices.shape), inner);
  };
};
