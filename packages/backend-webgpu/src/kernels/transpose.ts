import { type Kernel, stridesOf } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { stridedGather } from "./strided-gather.js";

/** `y[i₀, i₁, …] = x[…]` with axis a of y being axis `permutation[a]` of x: the strides of x in the order of y. */
export const transpose: Kernel<"transpose", WebGpuContext> = (context, { permutation }) => {
  const gather = stridedGather(context, "transpose");
  return ({ x }, { y }) => {
    const strides = stridesOf(x.shape);
    gather(x, y, { first: 0, strides: permutation.map((axis) => strides[axis]!) });
  };
};
