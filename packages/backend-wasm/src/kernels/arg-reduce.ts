import { bytesPerElement, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/indexing.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[o,i] = arg kind_k x[o,k,i]`: the first k of those that are equal, and the first NaN before any number. */
export const argReduce: Kernel<"argReduce", WasmContext> = (context, { kind }, { x: { dtype } }) => {
  const apply = context.instance(binary).argReduce;
  const bytes = bytesPerElement[dtype];
  const [floats, smallest] = [dtype === "float32", kind === "argMin"];
  return ({ x }, { y }) => {
    const [outer = 0, count = 0, inner = 0] = x.shape;
    apply(addressOf(x), addressOf(y), outer, count, inner, bytes, floats, smallest);
  };
};
