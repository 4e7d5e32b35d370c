struct Uniforms {
  outputs: u32,
  n: u32,
  inner: u32,
  lanes: u32,
  start: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

fn isNan(a: f32) -> bool {
  return (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u;
}

var<workgroup> partials: array<f32, 64>;

fn combinePair(a: f32, b: f32) -> f32 {
  return a + b;
}

fn combine(value: f32, local: u32, lanes: u32) -> f32 {
  let lane = local % lanes;
  partials[local] = value;
  workgroupBarrier();
  for (var distance = lanes / 2u; distance > 0u; distance /= 2u) {
    if (lane < distance) {
      partials[local] = combinePair(partials[local], partials[local + distance]);
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
  let output = rowIndex(group, groups) * (64u / lanes) + local / lanes;
  var result = bitcast<f32>(uniforms.start);
  if (output < uniforms.outputs) {
    let o = output / uniforms.inner;
    let i = output % uniforms.inner;
    for (var k = local % lanes; k < uniforms.n; k += lanes) {
      result = combinePair(result, x[(o * uniforms.n + k) * uniforms.inner + i]);
    }
  }
  result = combine(result, local, lanes);
  if (output < uniforms.outputs && local % lanes == 0u) {
    y[output] = result / max(f32(uniforms.n), 1.0);
  }
}
