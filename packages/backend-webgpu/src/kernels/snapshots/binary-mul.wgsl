struct Uniforms {
  extents: array<vec4<u32>, 2>,
  stridesA: array<vec4<u32>, 2>,
  stridesB: array<vec4<u32>, 2>,
  length: u32,
  loops: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
fn extents(axis: u32) -> u32 { return uniforms.extents[axis / 4u][axis % 4u]; }
fn stridesA(axis: u32) -> u32 { return uniforms.stridesA[axis / 4u][axis % 4u]; }
fn stridesB(axis: u32) -> u32 { return uniforms.stridesB[axis / 4u][axis % 4u]; }

@group(0) @binding(1) var<storage, read> left: array<f32>;
@group(0) @binding(2) var<storage, read> right: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

fn isNan(a: f32) -> bool {
  return (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u;
}

fn rowIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return (group.z * groups.y + group.y) * groups.x + group.x;
}

fn combine(a: f32, b: f32) -> f32 {
  return a * b;
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
}
