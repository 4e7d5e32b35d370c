import type { Kernel } from "@sepconv/backend";
import type { WebGpuContext } from "../webgpu-context.js";
import { workgroupSize } from "../wgsl/row-index.js";
import { packRowsShader, packRowsUniforms } from "./pack-rows.wgsl.js";
import { separableTile } from "./separable-conv1d.tile.js";
import { separableConv1dShader, separableConv1dUniforms } from "./separable-conv1d.wgsl.js";

/**
 *     h[b,o,c·M+m] = Σ_j D[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]
 *     y[b,o,f]     = activation(Σ_q h[b,o,q] · P[q,f] + bias[f])
 *
 * One dispatch; h lives in workgroup memory. Batch and output steps are one axis of rows, so short signals in large
 * batches fill the tiles as well as long ones. P is packed into rows of whole vec4s; the depthwise filter `[K, C, M]` is
 * read as it is, `[K, C·M]`.
 */
export const separableConv1d: Kernel<"separableConv1d", WebGpuContext> = (context, attrs, types) => {
  const { stride, dilation, activation } = attrs;
  const [kernelSize = 1, channels = 0, multiplier = 1] = types.depthwise.static;
  const [filters = 0] = types.pointwise.static;
  const inner = channels * multiplier;
  const padded = Math.ceil(filters / 4) * 4;
  // The number of filters gives the tile its form, in numbers: one shader for each activation serves all layers.
  const tile = separableTile(filters);
  const pipeline = context.pipeline("separableConv1d", separableConv1dShader(activation));
  const packing = context.pipeline("separableConv1d", packRowsShader());
  const fixed = { kernelSize, channels, multiplier, filters, stride, dilation, ...tile };

  return ({ x, depthwise, pointwise, bias }, { y }, { padLeft }) => {
    const [batch = 0, steps = 0] = x.shape;
    const [, outputSteps = 0] = y.shape;
    const rows = batch * outputSteps;
    const pack = (target: GPUBuffer, onRefused?: () => void) =>
      context.dispatch({
        pipeline: packing,
        reads: [pointwise],
        writes: [target],
        uniforms: packRowsUniforms.pack({ length: inner * padded, columns: filters, padded }),
        workgroups: Math.ceil((inner * padded) / workgroupSize),
        onRefused,
      });
    context.withPacked(pointwise, { layout: "rows of vec4", bytes: inner * padded * 4, pack }, (packed) =>
      context.dispatch({
        pipeline,
        // Something must be bound where there is no bias; it is not read.
        reads: [x, depthwise, packed, bias ?? packed],
        writes: [y],
        uniforms: separableConv1dUniforms.pack({ ...fixed, hasBias: bias ? 1 : 0, rows, steps, outputSteps, padLeft }),
        workgroups: Math.ceil(rows / tile.tileRows) * Math.ceil(padded / 4 / tile.tileVectors),
      }),
    );
  };
};
