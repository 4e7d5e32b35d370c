import { bytesPerElement, elementCount, type Kernel } from "@sepconv/backend";
import { binary } from "../../build/discrete.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[i] = x[i]`: a float is cut towards zero for an integer, and a truth value asks whether x is 0. */
export const cast: Kernel<"cast", WasmContext> = (context, { dtype: to }, { x: { dtype: from } }) => {
  const apply = context.instance(binary).cast;
  const [bytes, yBytes] = [bytesPerElement[from], bytesPerElement[to]];
  const [fromFloat, toFloat] = [from === "float32", to === "float32"];
  return ({ x }, { y }) => {
    apply(addressOf(x), addressOf(y), bytes, yBytes, fromFloat, toFloat, elementCount(y.shape));
  };
};
