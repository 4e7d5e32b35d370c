import type { ReduceKind } from "@sepconv/backend";
import { extremum, isNan } from "../wgsl/extremum.js";
import { laneReduction, partials } from "../wgsl/lane-reduction.js";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

/** `start` holds the bits of the float that a reduction begins with: WGSL has no literal for infinities and NaN. */
export const reduceUniforms: UniformLayout<"outputs" | "n" | "inner" | "lanes" | "start", never> = uniformLayout([
  "outputs",
  "n",
  "inner",
  "lanes",
  "start",
]);

/** Each kind as an expression in a and b. */
const combinations: { readonly [Kind in ReduceKind]: string } = {
  sum: "a + b",
  mean: "a + b",
  max: extremum.max,
  min: extremum.min,
};

/**
 * `y[o,i] = reduce_k x[o,k,i]`: `lanes` neighbouring invocations share one output, each takes every `lanes`-th k, and
 * their results are combined in pairs.
 */
export function reduceShader(kind: ReduceKind): Shader {
  const divisor = kind === "mean" ? " / max(f32(uniforms.n), 1.0)" : "";
  return shader({
    uniforms: reduceUniforms,
    reads: { x: "f32" },
    writes: { y: "f32" },
    functions: [isNan, partials, laneReduction("combine", combinations[kind]), rowIndex],
    text: /* wgsl */ `
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let lanes = uniforms.lanes;
  let output = rowIndex(group, groups) * (${workgroupSize}u / lanes) + local / lanes;
  var result = bitcast<f32>(uniforms.start);
  if (output < uniforms.outputs) {
    let o = output / uniforms.inner;
    let i = output % uniforms.inner;
    for (var k = local % lanes; k < uniforms.n; k += lanes) {
      result = combinePair(result, x[(o * uniforms.n + k) * uniforms.inner + i]);
    }
  }
  result = combine(result, local, lanes);
  if (output < uniforms.outputs && local % lanes == 0u) {
    y[output] = result${divisor};
  }
}`,
  });
}
