import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

/** Elements of y, and of one row of each operand. */
export const concatUniforms: UniformLayout<"length" | "rowA" | "rowB", never> = uniformLayout([
  "length",
  "rowA",
  "rowB",
]);

/** A row of y is a row of a and then one of b: each element of y looks where it comes from. */
export function concatShader(): Shader {
  return shader({
    uniforms: concatUniforms,
    reads: { a: "f32", b: "f32" },
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
  let o = i / (uniforms.rowA + uniforms.rowB);
  let place = i % (uniforms.rowA + uniforms.rowB);
  if (place < uniforms.rowA) {
    y[i] = a[o * uniforms.rowA + place];
  } else {
    y[i] = b[o * uniforms.rowB + place - uniforms.rowA];
  }
}`,
  });
}
