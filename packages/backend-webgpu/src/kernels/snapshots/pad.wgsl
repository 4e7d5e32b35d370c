struct Uniforms {
  extents: array<vec4<u32>, 2>,
  low: array<vec4<u32>, 2>,
  distance: array<vec4<u32>, 2>,
  available: array<vec4<u32>, 2>,
  strides: array<vec4<u32>, 2>,
  length: u32,
  axes: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
fn extents(axis: u32) -> u32 { return uniforms.extents[axis / 4u][axis % 4u]; }
fn low(axis: u32) -> u32 { return uniforms.low[axis / 4u][axis % 4u]; }
fn distance(axis: u32) -> u32 { return uniforms.distance[axis / 4u][axis % 4u]; }
fn available(axis: u32) -> u32 { return uniforms.available[axis / 4u][axis % 4u]; }
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
  let place = rowIndex(group, groups) * 64u + local;
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
}
