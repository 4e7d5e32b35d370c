import { elementCount, type Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { concatShader, concatUniforms } from "./concat.wgsl.js";

/** `y[o,j,k] = a[o,j,k]` for j < na, `b[o,j−na,k]` behind. */
export const concat: Kernel<"concat", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("concat", concatShader());
  return ({ a, b }, { y }) => {
    const length = elementCount(y.shape);
    const rowA = elementCount(a.shape.slice(1));
    const rowB = elementCount(b.shape.slice(1));
    context.dispatch({
      pipeline,
      reads: [a, b],
      writes: [y],
      uniforms: concatUniforms.pack({ length, rowA, rowB }),
      workgroups: Math.ceil(length / workgroupSize),
    });
  };
};
