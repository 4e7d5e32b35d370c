import { bytesPerElement, elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/indexing.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** The bits of NaN. */
const nan = 0x7fc00000;

/** `y[o,i,k] = x[o, indices[i], k]`; NaN, or 0 for integers, where there is no such row. */
export const gather: Kernel<"gather", WasmContext> = (context, _attrs, { x: { dtype } }) => {
  const apply = context.instance(binary).gather;
  const missing = dtype === "float32" ? nan : 0;
  return ({ x, indices }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const rowBytes = inner * bytesPerElement[dtype];
    const count = elementCount(indices.shape);
    apply(addressOf(x), addressOf(indices), addressOf(y), outer, n, count, rowBytes, missing);
  };
};
