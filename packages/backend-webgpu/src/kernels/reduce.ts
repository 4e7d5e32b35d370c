import { elementCount, type Kernel, type ReduceKind } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { lanesFor } from "../wgsl/lane-reduction.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { reduceShader, reduceUniforms } from "./reduce.wgsl.js";

/**
 * `y[o,i] = reduce_k x[o,k,i]`. One shader for all lengths: how many invocations share an output arrives at launch, so
 * that short reductions of many outputs and long ones of few both fill the device.
 */
export const reduce: Kernel<"reduce", WebGpuContext> = (context, { kind }) => {
  const pipeline = context.pipeline("reduce", reduceShader(kind));
  return ({ x }, { y }) => {
    const [, n = 0, inner = 0] = x.shape;
    const outputs = elementCount(y.shape);
    const lanes = lanesFor(n);
    context.dispatch({
      pipeline,
      reads: [x],
      writes: [y],
      uniforms: reduceUniforms.pack({ outputs, n, inner, lanes, start: floatBits(startOf(kind, n)) }),
      workgroups: Math.ceil((outputs * lanes) / workgroupSize),
    });
  };
};

/** The value before the first element, which is the result where there is none. */
function startOf(kind: ReduceKind, n: number): number {
  if (kind === "max") return Number.NEGATIVE_INFINITY;
  if (kind === "min") return Number.POSITIVE_INFINITY;
  return kind === "mean" && n === 0 ? Number.NaN : 0;
}

function floatBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0]!;
}
