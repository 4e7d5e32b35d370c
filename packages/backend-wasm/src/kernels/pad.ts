import { bytesPerElement, elementCount, type Kernel, stridesOf } from "@sepconv/backend";
import { binary } from "../../build/movement.js";
import { offsetOf, stridedCopy } from "../strided-copy.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[low + i·(interior + 1)] = x[i]` on each axis, in a y of zeros. */
export const pad: Kernel<"pad", WasmContext> = (context, _attrs, types) => {
  const bytes = bytesPerElement[types.x.dtype];
  const { copy, zero } = context.instance(binary);
  return ({ x }, { y }, { low, interior }) => {
    const strides = stridesOf(y.shape);
    zero(addressOf(y), elementCount(y.shape) * bytes);
    stridedCopy(copy, bytes, addressOf(x), addressOf(y) + offsetOf(low, strides) * bytes, {
      extents: x.shape,
      stridesA: stridesOf(x.shape),
      stridesB: strides.map((stride, axis) => stride * (interior[axis]! + 1)),
    });
  };
};
