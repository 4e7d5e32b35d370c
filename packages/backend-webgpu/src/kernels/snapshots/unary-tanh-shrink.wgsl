struct Uniforms {
  length: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

fn expm1(x: f32) -> f32 {
  var sum = 1.0 + x * (1.0 / 8.0);
  for (var n = 7.0; n > 1.5; n -= 1.0) {
    sum = 1.0 + x / n * sum;
  }
  return select(exp(x) - 1.0, x * sum, abs(x) < 0.5);
}

fn tanhOf(x: f32) -> f32 {
  let d = expm1(-2.0 * abs(x));
  let magnitude = -d / (2.0 + d);
  return select(magnitude, -magnitude, x < 0.0);
}

fn tanhShrink(x: f32) -> f32 {
  let square = min(x * x, 4.0);
  var q = 0.0;
  for (var n = 15.0; n > 2.0; n -= 2.0) {
    q = square / (n + q);
  }
  return select(x - tanhOf(x), x * q / (1.0 + q), abs(x) < 2.0);
}

fn elementwise(x: f32) -> f32 {
  return tanhShrink(x);
}

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
  if (i < uniforms.length) {
    y[i] = elementwise(x[i]);
  }
}
