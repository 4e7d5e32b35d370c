import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

export const packRowsUniforms: UniformLayout<"length" | "columns" | "padded", never> = uniformLayout([
  "length",
  "columns",
  "padded",
]);

/** `packed[r, 0…padded−1] = source[r, 0…columns−1], 0, …`: rows filled up with zeros, so that they are whole vec4s. */
export function packRowsShader(): Shader {
  return shader({
    uniforms: packRowsUniforms,
    reads: { source: "f32" },
    writes: { packed: "f32" },
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
  let row = i / uniforms.padded;
  let column = i % uniforms.padded;
  var value = 0.0;
  if (column < uniforms.columns) {
    value = source[row * uniforms.columns + column];
  }
  packed[i] = value;
}`,
  });
}
