struct Uniforms {
  columns: u32,
  n: u32,
  inner: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

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
  let column = rowIndex(group, groups) * 64u + local;
  if (column >= uniforms.columns) {
    return;
  }
  let o = column / uniforms.inner;
  let k = column % uniforms.inner;
  var total = 0.0;
  for (var step = 0u; step < uniforms.n; step++) {
    let i = step;
    let place = (o * uniforms.n + i) * uniforms.inner + k;
    total += x[place];
    y[place] = total;
  }
}
