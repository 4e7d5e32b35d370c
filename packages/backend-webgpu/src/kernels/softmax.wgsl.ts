import { extremum, isNan } from "../wgsl/extremum.js";
import { laneReduction, partials } from "../wgsl/lane-reduction.js";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

export const softmaxUniforms: UniformLayout<"rows" | "n" | "lanes", never> = uniformLayout(["rows", "n", "lanes"]);

/**
 * `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)`: `lanes` neighbouring invocations share a row, each takes every
 * `lanes`-th element, first for the maximum, then for the sum, then for the quotients. A row has at least as many elements as
 * lanes, so each lane starts from an element of its own; surplus lanes of the last workgroup repeat the last row.
 */
export function softmaxShader(): Shader {
  return shader({
    uniforms: softmaxUniforms,
    reads: { x: "f32" },
    writes: { y: "f32" },
    functions: [isNan, partials, laneReduction("largest", extremum.max), laneReduction("total", "a + b"), rowIndex],
    text: /* wgsl */ `
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let lanes = uniforms.lanes;
  let lane = local % lanes;
  let r = rowIndex(group, groups) * (${workgroupSize}u / lanes) + local / lanes;
  let first = min(r, uniforms.rows - 1u) * uniforms.n;

  var maximum = x[first + lane];
  for (var i = lane; i < uniforms.n; i += lanes) {
    maximum = largestPair(maximum, x[first + i]);
  }
  maximum = largest(maximum, local, lanes);

  var sum = 0.0;
  for (var i = lane; i < uniforms.n; i += lanes) {
    sum += exp(x[first + i] - maximum);
  }
  sum = total(sum, local, lanes);

  if (r < uniforms.rows) {
    for (var i = lane; i < uniforms.n; i += lanes) {
      y[first + i] = exp(x[first + i] - maximum) / sum;
    }
  }
}`,
  });
}
