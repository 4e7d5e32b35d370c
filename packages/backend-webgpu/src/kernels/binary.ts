import { broadcastLoops, elementCount, type Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { binaryShader, binaryUniforms } from "./binary.wgsl.js";

/** `y = kind(a, b)` with broadcasting. One shader serves all shapes: which axes stretch arrives as strides. */
export const binary: Kernel<"binary", WebGpuContext> = (context, { kind }) => {
  const pipeline = context.pipeline("binary", binaryShader(kind));
  return ({ a, b }, { y }) => {
    const length = elementCount(y.shape);
    const { extents, stridesA, stridesB } = broadcastLoops(a.shape, b.shape, y.shape);
    context.dispatch({
      pipeline,
      reads: [a, b],
      writes: [y],
      uniforms: binaryUniforms.pack({ length, loops: extents.length, extents, stridesA, stridesB }),
      workgroups: Math.ceil(length / workgroupSize),
    });
  };
};
