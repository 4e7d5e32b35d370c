import type { ActivationKind } from "@sepconv/backend";
import { elementwise } from "../wgsl/elementwise.js";
import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";
import { hiddenFloats, laneRows } from "./separable-conv1d.tile.js";

const numbers = [
  "rows",
  "steps",
  "outputSteps",
  "padLeft",
  "kernelSize",
  "channels",
  "multiplier",
  "filters",
  "stride",
  "dilation",
  "hasBias",
  "tileRows",
  "tileVectors",
  "chunk",
] as const;

/** `rows` is batch · outputSteps; `hasBias` is 0 or 1. */
export const separableConv1dUniforms: UniformLayout<(typeof numbers)[number], never> = uniformLayout(numbers);

/**
 *     h[r,q] = Σ_j D[j,q] · x[b, o·stride + j·dilation − padLeft, q / M],      row r = b·O + o,  q = c·M + m
 *     y[r,f] = activation(Σ_q h[r,q] · P[q,f] + bias[f])
 *
 * A workgroup computes a tile of `tileRows` rows × `tileVectors` vectors of four filters, in chunks of at most `chunk`
 * inner channels q. For each chunk all invocations fill h `[tileRows, chunk]` in workgroup memory; then each adds
 * `h[r,q] · P[q, its vector]` to the sums of its `laneRows` rows, which stay in registers. h never leaves the workgroup.
 * P comes as whole vectors, `[C·M, ceil(F / 4)]`, zeros behind the last filter.
 *
 * The text depends on the activation alone; all sizes are uniforms, so that the layers of a model share a shader.
 */
export function separableConv1dShader(activation: ActivationKind | null): Shader {
  return shader({
    uniforms: separableConv1dUniforms,
    reads: { x: "f32", depthwise: "f32", pointwise: "vec4<f32>", bias: "f32" },
    writes: { y: "f32" },
    functions: [elementwise(activation), rowIndex],
    text: /* wgsl */ `
const laneRows = ${laneRows}u;

var<workgroup> h: array<f32, ${hiddenFloats}>;

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

@compute @workgroup_size(${workgroupSize})
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
    for (var i = local; i < uniforms.tileRows * depth; i += ${workgroupSize}u) {
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
}`,
  });
}
