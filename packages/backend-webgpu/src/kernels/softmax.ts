import type { Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { lanesFor } from "../wgsl/lane-reduction.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { softmaxShader, softmaxUniforms } from "./softmax.wgsl.js";

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)` */
export const softmax: Kernel<"softmax", WebGpuContext> = (context) => {
  const pipeline = context.pipeline("softmax", softmaxShader());
  return ({ x }, { y }) => {
    const [rows = 0, n = 0] = x.shape;
    const lanes = lanesFor(n);
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: softmaxUniforms.pack({ rows, n, lanes }),
      workgroups: Math.ceil((rows * lanes) / workgroupSize),
    });
  };
};
