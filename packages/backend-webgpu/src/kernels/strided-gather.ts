import { elementCount, type Operand } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { stridedGatherShader, stridedGatherUniforms } from "./strided-gather.wgsl.js";

/** Where the elements of y lie in x: `first + Σ index · strides`. */
export interface GatherLayout {
  readonly first: number;
  readonly strides: readonly number[];
}

type StridedGather = (x: Operand<GPUBuffer>, y: Operand<GPUBuffer>, layout: GatherLayout) => void;

/** `y[index] = x[first + Σ index · strides]`: what slice and transpose have in common. One shader serves all ranks. */
export function stridedGather(context: WebGpuContext, op: "slice" | "transpose"): StridedGather {
  const pipeline = context.pipeline(op, stridedGatherShader());
  return (x, y, { first, strides }) => {
    const length = elementCount(y.shape);
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: stridedGatherUniforms.pack({ length, axes: y.shape.length, first, extents: y.shape, strides }),
      workgroups: Math.ceil(length / workgroupSize),
    });
  };
}
