import { type Kernel, stridesOf } from "@sepconv/backend";
import { bitsOf, type CpuContext } from "../cpu-context.js";
import { stridedCopy } from "../strided-copy.js";

/** Axis i of y is axis `permutation[i]` of x */
export const transpose: Kernel<"transpose", CpuContext> = (_context, { permutation }) => {
  return ({ x }, { y }) => {
    const strides = stridesOf(x.shape);
    const from = { offset: 0, strides: permutation.map((axis) => strides[axis]!) };
    stridedCopy(bitsOf(x), from, bitsOf(y), { offset: 0, strides: stridesOf(y.shape) }, y.shape);
  };
};
