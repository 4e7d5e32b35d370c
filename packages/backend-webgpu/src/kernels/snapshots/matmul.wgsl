struct Uniforms {
  batch: u32,
  m: u32,
  n: u32,
  k: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

fn rowIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return (group.z * groups.y + group.y) * groups.x + group.x;
}

var<workgroup> tileA: array<f32, 256>;
var<workgroup> tileB: array<f32, 256>;

fn elementA(p: u32, i: u32, k: u32) -> f32 {
  if (i >= uniforms.m || k >= uniforms.k) {
    return 0.0;
  }
  return a[p * uniforms.m * uniforms.k + i * uniforms.k + k];
}

fn elementB(p: u32, k: u32, j: u32) -> f32 {
  if (k >= uniforms.k || j >= uniforms.n) {
    return 0.0;
  }
  return b[p * uniforms.k * uniforms.n + k * uniforms.n + j];
}

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
) {
  let tile = rowIndex(group, groups);
  let tilesJ = (uniforms.n + 16u - 1u) / 16u;
  let tilesI = (uniforms.m + 16u - 1u) / 16u;
  let p = tile / (tilesI * tilesJ);
  if (p >= uniforms.batch) {
    return;
  }
  let i = tile / tilesJ % tilesI * 16u + local.y;
  let j = tile % tilesJ * 16u + local.x;
  var sum = 0.0;
  for (var first = 0u; first < uniforms.k; first += 16u) {
    tileA[local.y * 16u + local.x] = elementA(p, i, first + local.x);
    tileB[local.y * 16u + local.x] = elementB(p, first + local.y, j);
    workgroupBarrier();
    for (var k = 0u; k < 16u; k++) {
      sum += tileA[local.y * 16u + k] * tileB[k * 16u + local.x];
    }
    workgroupBarrier();
  }
  if (i < uniforms.m && j < uniforms.n) {
    y[(p * uniforms.m + i) * uniforms.n + j] = sum;
  }
}
