import { bytesPerElement, type Kernel, stridesOf } from "@sepconv/backend";
import { binary } from "../../build/movement.js";
import { stridedCopy } from "../strided-copy.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[o,j,k] = a[o,j,k]` for j < na, `b[o,j−na,k]` behind: two copies that leave room for each other in the rows of y. */
export const concat: Kernel<"concat", WasmContext> = (context, _attrs, types) => {
  const bytes = bytesPerElement[types.a.dtype];
  const { copy } = context.instance(binary);
  return ({ a, b }, { y }) => {
    const stridesB = stridesOf(y.shape);
    const behind = (a.shape[1] ?? 0) * (y.shape[2] ?? 0) * bytes;
    stridedCopy(copy, bytes, addressOf(a), addressOf(y), { extents: a.shape, stridesA: stridesOf(a.shape), stridesB });
    stridedCopy(copy, bytes, addressOf(b), addressOf(y) + behind, {
      extents: b.shape,
      stridesA: stridesOf(b.shape),
      stridesB,
    });
  };
};
