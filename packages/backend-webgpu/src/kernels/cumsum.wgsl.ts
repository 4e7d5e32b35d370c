import type { Attrs } from "@sepconv/backend";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

export const cumsumUniforms: UniformLayout<"columns" | "n" | "inner", never> = uniformLayout(["columns", "n", "inner"]);

/** `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`; exclusive: j < i; reverse: from the end. */
export function cumsumShader({ exclusive, reverse }: Attrs<"cumsum">): Shader {
  const store = "y[place] = total;";
  const add = "total += x[place];";
  return shader({
    uniforms: cumsumUniforms,
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
  let column = rowIndex(group, groups) * ${workgroupSize}u + local;
  if (column >= uniforms.columns) {
    return;
  }
  let o = column / uniforms.inner;
  let k = column % uniforms.inner;
  var total = 0.0;
  for (var step = 0u; step < uniforms.n; step++) {
    let i = ${reverse ? "uniforms.n - 1u - step" : "step"};
    let place = (o * uniforms.n + i) * uniforms.inner + k;
    ${exclusive ? store : add}
    ${exclusive ? add : store}
  }
}`,
  });
}
