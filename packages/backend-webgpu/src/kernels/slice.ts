import { type Kernel, stridesOf } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { stridedGather } from "./strided-gather.js";

/** `y[i] = x[start + i·step]` on each axis */
export const slice: Kernel<"slice", WebGpuContext> = (context) => {
  const gather = stridedGather(context, "slice");
  return ({ x }, { y }, { start, step }) => {
    const strides = stridesOf(x.shape);
    const first = strides.reduce((sum, stride, axis) => sum + start[axis]! * stride, 0);
    gather(x, y, { first, strides: strides.map((stride, axis) => step[axis]! * stride) });
  };
};
