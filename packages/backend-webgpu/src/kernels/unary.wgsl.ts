import type { UnaryKind } from "@sepconv/backend";
import { elementwise } from "../wgsl/elementwise.js";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

export const unaryUniforms: UniformLayout<"length", never> = uniformLayout(["length"]);

/** `y[i] = kind(x[i])`, one element for each invocation. */
export function unaryShader(kind: UnaryKind): Shader {
  return shader({
    uniforms: unaryUniforms,
    reads: { x: "f32" },
    writes: { y: "f32" },
    functions: [elementwise(kind), rowIndex],
    text: /* wgsl */ `
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let i = rowIndex(group, groups) * ${workgroupSize}u + local;
  if (i < uniforms.length) {
    y[i] = elementwise(x[i]);
  }
}`,
  });
}
