struct Uniforms {
  rows: u32,
  n: u32,
  lanes: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

fn isNan(a: f32) -> bool {
  return (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u;
}

var<workgroup> partials: array<f32, 64>;

fn largestPair(a: f32, b: f32) -> f32 {
  return select(select(b, a, a > b), a, isNan(a));
}

fn largest(value: f32, local: u32, lanes: u32) -> f32 {
  let lane = local % lanes;
  partials[local] = value;
  workgroupBarrier();
  for (var distance = lanes / 2u; distance > 0u; distance /= 2u) {
    if (lane < distance) {
      partials[local] = largestPair(partials[local], partials[local + distance]);
    }
    workgroupBarrier();
  }
  let result = partials[local - lane];
  workgroupBarrier();
  return result;
}

fn totalPair(a: f32, b: f32) -> f32 {
  return a + b;
}

fn total(value: f32, local: u32, lanes: u32) -> f32 {
  let lane = local % lanes;
  partials[local] = value;
  workgroupBarrier();
  for (var distance = lanes / 2u; distance > 0u; distance /= 2u) {
    if (lane < distance) {
      partials[local] = totalPair(partials[local], partials[local + distance]);
    }
    workgroupBarrier();
  }
  let result = partials[local - lane];
  workgroupBarrier();
  return result;
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
  let lanes = uniforms.lanes;
  let lane = local % lanes;
  let r = rowIndex(group, groups) * (64u / lanes) + local / lanes;
  let first = min(r, uniforms.rows - 1u) * uniforms.n;

  var maximum = x[first + lane];
  for (var i = lane; i < uniforms.n; i += lanes) {
    maximum = largestPair(maximum, x[first + i]);
  }
  maximum = largest(maximum, local, lanes);

  var sum = 0.0;
  for (var i = lane; i < uniforms.n; i += lanes) {
    sum += exp(x[first + i] - maximum);
  }
  sum = total(sum, local, lanes);

  if (r < uniforms.rows) {
    for (var i = lane; i < uniforms.n; i += lanes) {
      y[first + i] = exp(x[first + i] - maximum) / sum;
    }
  }
}
