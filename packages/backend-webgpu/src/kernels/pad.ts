import { elementCount, type Kernel, stridesOf } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { padShader, padUniforms } from "./pad.wgsl.js";

/** `y[low + i·(interior + 1)] = x[i]` on each axis, 0 elsewhere. One shader serves all ranks. */
export const pad: Kernel<"pad", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("pad", padShader());
  return ({ x }, { y }, { low, interior }) => {
    const length = elementCount(y.shape);
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: padUniforms.pack({
        length,
        axes: y.shape.length,
        extents: y.shape,
        low,
        distance: interior.map((zeros) => zeros + 1),
        available: x.shape,
        strides: stridesOf(x.shape),
      }),
      workgroups: Math.ceil(length / workgroupSize),
    });
  };
};
