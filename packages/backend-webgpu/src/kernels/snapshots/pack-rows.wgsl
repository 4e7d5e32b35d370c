struct Uniforms {
  length: u32,
  columns: u32,
  padded: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read_write> packed: array<f32>;

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
  let row = i / uniforms.padded;
  let column = i % uniforms.padded;
  var value = 0.0;
  if (column < uniforms.columns) {
    value = source[row * uniforms.columns + column];
  }
  packed[i] = value;
}
