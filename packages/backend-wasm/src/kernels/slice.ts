import { bytesPerElement, type Kernel, stridesOf } from "@sepconv/backend";
import { binary } from "../../build/movement.js";
import { offsetOf, stridedCopy } from "../strided-copy.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/** `y[i] = x[start + i·step]` on each axis: a copy whose strides in x are multiplied by the steps. */
export const slice: Kernel<"slice", WasmContext> = (context, _attrs, types) => {
  const bytes = bytesPerElement[types.x.dtype];
  const { copy } = context.instance(binary);
  return ({ x }, { y }, { start, step }) => {
    const strides = stridesOf(x.shape);
    stridedCopy(copy, bytes, addressOf(x) + offsetOf(start, strides) * bytes, addressOf(y), {
      extents: y.shape,
      stridesA: strides.map((stride, axis) => stride * step[axis]!),
      stridesB: stridesOf(y.shape),
    });
  };
};
