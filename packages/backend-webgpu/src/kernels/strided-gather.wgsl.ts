import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

export const stridedGatherUniforms: UniformLayout<"length" | "axes" | "first", "extents" | "strides"> = uniformLayout(
  ["length", "axes", "first"],
  ["extents", "strides"],
);

/** `y[index] = x[first + Σ_axis index[axis] · strides[axis]]` for all indices below the extents of y. */
export function stridedGatherShader(): Shader {
  return shader({
    uniforms: stridedGatherUniforms,
    reads: { x: "f32" },
    writes: { y: "f32" },
    functions: [rowIndex],
    text: /* wgsl */ `
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let i = rowIndex(group, groups) * ${workgroupSize}u + local;
  if (i >= uniforms.length) {
    return;
  }
  var rest = i;
  var source = uniforms.first;
  for (var axes = uniforms.axes; axes > 0u; axes--) {
    let axis = axes - 1u;
    source += (rest % extents(axis)) * strides(axis);
    rest /= extents(axis);
  }
  y[i] = x[source];
}`,
  });
}
