import { type Kernel, stridesOf } from "@sepconv/backend";
import { bitsOf, type CpuContext } from "../cpu-context.js";
import { scaledLayout, stridedCopy } from "../strided-copy.js";

/** `y[i] = x[start + i·step]` on each axis */
export const slice: Kernel<"slice", CpuContext> = () => {
  return ({ x }, { y }, { start, step }) => {
    const from = scaledLayout(stridesOf(x.shape), start, step);
    stridedCopy(bitsOf(x), from, bitsOf(y), { offset: 0, strides: stridesOf(y.shape) }, y.shape);
  };
};
