import type { Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { cumsumShader, cumsumUniforms } from "./cumsum.wgsl.js";

/** `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`: one invocation for each o and k, which walks along i. */
export const cumsum: Kernel<"cumsum", WebGpuContext> = (context, attrs) => {
  const pipeline = context.pipeline("cumsum", cumsumShader(attrs));
  return ({ x }, { y }) => {
    const [outer = 0, n = 0, inner = 0] = x.shape;
    const columns = outer * inner;
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: cumsumUniforms.pack({ columns, n, inner }),
      workgroups: Math.ceil(columns / workgroupSize),
    });
  };
};
