import { elementCount, type Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { unaryShader, unaryUniforms } from "./unary.wgsl.js";

/** `y[i] = kind(x[i])` */
export const unary: Kernel<"unary", WebGpuContext> = (context, { kind }) => {
  const pipeline = context.pipeline("unary", unaryShader(kind));
  return ({ x }, { y }) => {
    const length = elementCount(y.shape);
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: unaryUniforms.pack({ length }),
      workgroups: Math.ceil(length / workgroupSize),
    });
  };
};
