import { bytesPerElement, type Kernel, stridesOf } from "@sepconv/backend";
import { binary } from "../../build/movement.js";
import { stridedCopy } from "../strided-copy.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** Axis i of y is axis `permutation[i]` of x: a copy that walks x with permuted strides. */
export const transpose: Kernel<"transpose", WasmContext> = (context, { permutation }, types) => {
  const bytes = bytesPerElement[types.x.dtype];
  const { copy } = context.instance(binary);
  return ({ x }, { y }) => {
    const strides = stridesOf(x.shape);
    stridedCopy(copy, bytes, addressOf(x), addressOf(y), {
      extents: y.shape,
      stridesA: permutation.map((axis) => strides[axis]!),
      stridesB: stridesOf(y.shape),
    });
  };
};
