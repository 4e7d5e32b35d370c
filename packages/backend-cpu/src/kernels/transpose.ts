import { type Kernel, stridesOf } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { stridedCopy } from "../strided-copy.js";

/** Axis i of y is axis `permutation[i]` of x */
export const transpose: Kernel<"transpose", CpuContext> = (_context, { permutation }) => {
  return ({ x }, { y }) => {
    const strides = stridesOf(x.shape);
    const from = { offset: 0, strides: permutation.map((axis) => strides[axis]!) };
    stridedCopy(elementsOf(x), from, elementsOf(y), { offset: 0, strides: stridesOf(y.shape) }, y.shape);
  };
};
