struct Uniforms {
  rows: u32,
  steps: u32,
  outputSteps: u32,
  padLeft: u32,
  kernelSize: u32,
  channels: u32,
  multiplier: u32,
  filters: u32,
  stride: u32,
  dilation: u32,
  hasBias: u32,
  tileRows: u32,
  tileVectors: u32,
  chunk: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;

@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> depthwise: array<f32>;
@group(0) @binding(3) var<storage, read> pointwise: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

fn elementwise(x: f32) -> f32 {
  return x;
}

fn rowIndex(group: vec3<u32>, groups: vec3<u32>) -> u32 {
  return (group.z * groups.y + group.y) * groups.x + group.x;
}

const laneRows = 4u;

var<workgroup> h: array<f32, 2048>;

fn depthwiseAt(r: u32, q: u32, inner: u32) -> f32 {
  if (r >= uniforms.rows) {
    return 0.0;
  }
  let b = r / uniforms.outputSteps;
  let o = r % uniforms.outputSteps;
  let c = q / uniforms.multiplier;
  // A place in the padded input. o · stride and (K − 1) · dilation are below 2³¹, so no tap's place wraps.
  var place = o * uniforms.stride;
  var sum = 0.0;
  for (var j = 0u; j < uniforms.kernelSize; j++) {
    let t = place - uniforms.padLeft;
    if (place >= uniforms.padLeft && t < uniforms.steps) {
      sum += depthwise[j * inner + q] * x[(b * uniforms.steps + t) * uniforms.channels + c];
    }
    place += uniforms.dilation;
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let inner = uniforms.channels * uniforms.multiplier;
  let vectors = (uniforms.filters + 3u) / 4u;
  let tilesOfFilters = (vectors + uniforms.tileVectors - 1u) / uniforms.tileVectors;
  let tile = rowIndex(group, groups);
  let firstRow = tile / tilesOfFilters * uniforms.tileRows;
  if (firstRow >= uniforms.rows) {
    return;
  }
  let vector = tile % tilesOfFilters * uniforms.tileVectors + local % uniforms.tileVectors;
  let laneRow = local / uniforms.tileVectors * laneRows;

  var sums: array<vec4<f32>, laneRows>;
  for (var firstQ = 0u; firstQ < inner; firstQ += uniforms.chunk) {
    let depth = min(uniforms.chunk, inner - firstQ);
    for (var i = local; i < uniforms.tileRows * depth; i += 64u) {
      h[i] = depthwiseAt(firstRow + i / depth, firstQ + i % depth, inner);
    }
    workgroupBarrier();
    if (vector < vectors) {
      for (var q = 0u; q < depth; q++) {
        let weights = pointwise[(firstQ + q) * vectors + vector];
        for (var row = 0u; row < laneRows; row++) {
          sums[row] += h[(laneRow + row) * depth + q] * weights;
        }
      }
    }
    workgroupBarrier();
  }

  for (var row = 0u; row < laneRows; row++) {
    let r = firstRow + laneRow + row;
    for (var i = 0u; i < 4u; i++) {
      let f = vector * 4u + i;
      if (r < uniforms.rows && f < uniforms.filters) {
        var sum = sums[row][i];
        if (uniforms.hasBias != 0u) {
          sum += bias[f];
        }
        y[r * uniforms.filters + f] = elementwise(sum);
      }
    }
  }
}
