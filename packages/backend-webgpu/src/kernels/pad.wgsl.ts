import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

/** For each axis: extents of y, zeros in front, distance between elements, extents and strides of x. */
export const padUniforms: UniformLayout<"length" | "axes", "extents" | "low" | "distance" | "available" | "strides"> =
  uniformLayout(["length", "axes"], ["extents", "low", "distance", "available", "strides"]);

/** `y[low + i·distance] = x[i]`, 0 elsewhere: each element of y looks for the i that lands on it. */
export function padShader(): Shader {
  return shader({
    uniforms: padUniforms,
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
  let place = rowIndex(group, groups) * ${workgroupSize}u + local;
  if (place >= uniforms.length) {
    return;
  }
  var rest = place;
  var source = 0u;
  var found = true;
  for (var axes = uniforms.axes; axes > 0u; axes--) {
    let axis = axes - 1u;
    let index = rest % extents(axis);
    rest /= extents(axis);
    // Below low this wraps to a large number, which no extent of x reaches.
    let behind = index - low(axis);
    let i = behind / distance(axis);
    found = found && index >= low(axis) && behind % distance(axis) == 0u && i < available(axis);
    source += i * strides(axis);
  }
  var value = 0.0;
  if (found) {
    value = x[source];
  }
  y[place] = value;
}`,
  });
}
