struct Uniforms {
  length: u32,
  rowA: u32,
  rowB: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

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
  let o = i / (uniforms.rowA + uniforms.rowB);
  let place = i % (uniforms.rowA + uniforms.rowB);
  if (place < uniforms.rowA) {
    y[i] = a[o * uniforms.rowA + place];
  } else {
    y[i] = b[o * uniforms.rowB + place - uniforms.rowA];
  }
}
