struct Uniforms {
  extents: array<vec4<u32>, 2>,
  strides: array<vec4<u32>, 2>,
  length: u32,
  axes: u32,
  first: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
fn extents(axis: u32) -> u32 { return uniforms.extents[axis / 4u][axis % 4u]; }
fn strides(axis: u32) -> u32 { return uniforms.strides[axis / 4u][axis % 4u]; }

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

fn rowIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return (group.z * groups.y + group.y) * groups.x + group.x;
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let i = rowIndex(group, groups) * 64u + local;
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
}
