import { type Kernel, stridesOf } from "@sepconv/backend";
import { bitsOf, type CpuContext } from "../cpu-context.js";
import { scaledLayout, stridedCopy } from "../strided-copy.js";

/** `y[low + i·(interior + 1)] = x[i]` on each axis, 0 elsewhere */
export const pad: Kernel<"pad", CpuContext> = () => {
  return ({ x }, { y }, { low, interior }) => {
    const output = bitsOf(y).fill(0);
    const step = interior.map((zeros) => zeros + 1);
    const to = scaledLayout(stridesOf(y.shape), low, step);
    stridedCopy(bitsOf(x), { offset: 0, strides: stridesOf(x.shape) }, output, to, x.shape);
  };
};
