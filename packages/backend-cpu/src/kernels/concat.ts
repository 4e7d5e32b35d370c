import { type Kernel, type Operand, stridesOf, type TypedArray } from "@sepconv/backend";
import { bitsOf, type CpuContext } from "../cpu-context.js";
import { stridedCopy } from "../strided-copy.js";

/** `y[o,j,k] = a[o,j,k]` for j < na, `b[o,j−na,k]` behind: rows of y begin with a row of a and end with one of b */
export const concat: Kernel<"concat", CpuContext> = () => {
  return ({ a, b }, { y }) => {
    const output = bitsOf(y);
    const [, n = 0, inner = 0] = y.shape;
    const copy = (x: Operand<TypedArray>, first: number): void => {
      const to = { offset: first * inner, strides: [n * inner, inner, 1] };
      stridedCopy(bitsOf(x), { offset: 0, strides: stridesOf(x.shape) }, output, to, x.shape);
    };
    copy(a, 0);
    copy(b, a.shape[1] ?? 0);
  };
};
