import type { BinaryKind } from "@sepconv/backend";
import { extremum, isNan } from "../wgsl/extremum.js";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

/** `loops` of the rows count: the nested loops that `broadcastLoops` found. */
export const binaryUniforms: UniformLayout<"length" | "loops", "extents" | "stridesA" | "stridesB"> = uniformLayout(
  ["length", "loops"],
  ["extents", "stridesA", "stridesB"],
);

/** Each kind as an expression in a and b. */
const expressions: { readonly [Kind in BinaryKind]: string } = {
  add: "a + b",
  sub: "a - b",
  mul: "a * b",
  div: "a / b",
  maximum: extremum.max,
  minimum: extremum.min,
  gate: "a * select(0.0, 1.0, b > 0.0)",
};

/** `y[i] = kind(a[i · stridesA], b[i · stridesB])`, one element for each invocation; a stretched axis has stride 0. */
export function binaryShader(kind: BinaryKind): Shader {
  return shader({
    uniforms: binaryUniforms,
    reads: { left: "f32", right: "f32" },
    writes: { y: "f32" },
    functions: [isNan, rowIndex],
    text: /* wgsl */ `
fn combine(a: f32, b: f32) -> f32 {
  return ${expressions[kind]};
}

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
  var fromLeft = 0u;
  var fromRight = 0u;
  for (var loops = uniforms.loops; loops > 0u; loops--) {
    let axis = loops - 1u;
    let index = rest % extents(axis);
    rest /= extents(axis);
    fromLeft += index * stridesA(axis);
    fromRight += index * stridesB(axis);
  }
  y[i] = combine(left[fromLeft], right[fromRight]);
}`,
  });
}
