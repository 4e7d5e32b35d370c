import { bytesPerElement, elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/discrete.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[i] = condition[i] ? a[i] : b[i]` */
export const select: Kernel<"select", WasmContext> = (context, _attrs, types) => {
  const apply = context.instance(binary).select;
  const bytes = bytesPerElement[types.a.dtype];
  return ({ condition, a, b }, { y }) => {
    apply(addressOf(condition), addressOf(a), addressOf(b), addressOf(y), bytes, elementCount(y.shape));
  };
};
