import { rowIndex } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

/** Rows and columns of y that one workgroup computes, T; also the k that it takes at a time. */
export const matmulTile = 16;

export const matmulUniforms: UniformLayout<"batch" | "m" | "n" | "k", never> = uniformLayout(["batch", "m", "n", "k"]);

interface MatmulVariant {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * `y[p,i,j] = Σ_k a[p,i,k] · b[p,k,j]`. A workgroup computes T × T elements, one for each invocation. It walks along k in
 * steps of T: T × T elements of a and of b go to workgroup memory, zeros beyond the edges, then each is used T times.
 */
export function matmulShader({ transposeA, transposeB }: MatmulVariant): Shader {
  const T = `${matmulTile}u`;
  return shader({
    uniforms: matmulUniforms,
    reads: { a: "f32", b: "f32" },
    writes: { y: "f32" },
    functions: [rowIndex],
    text: /* wgsl */ `
var<workgroup> tileA: array<f32, ${matmulTile ** 2}>;
var<workgroup> tileB: array<f32, ${matmulTile ** 2}>;

fn elementA(p: u32, i: u32, k: u32) -> f32 {
  if (i >= uniforms.m || k >= uniforms.k) {
    return 0.0;
  }
  return a[p * uniforms.m * uniforms.k + ${transposeA ? "k * uniforms.m + i" : "i * uniforms.k + k"}];
}

fn elementB(p: u32, k: u32, j: u32) -> f32 {
  if (k >= uniforms.k || j >= uniforms.n) {
    return 0.0;
  }
  return b[p * uniforms.k * uniforms.n + ${transposeB ? "j * uniforms.k + k" : "k * uniforms.n + j"}];
}

@compute @workgroup_size(${matmulTile}, ${matmulTile})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
) {
  let tile = rowIndex(group, groups);
  let tilesJ = (uniforms.n + ${T} - 1u) / ${T};
  let tilesI = (uniforms.m + ${T} - 1u) / ${T};
  let p = tile / (tilesI * tilesJ);
  if (p >= uniforms.batch) {
    return;
  }
  let i = tile / tilesJ % tilesI * ${T} + local.y;
  let j = tile % tilesJ * ${T} + local.x;
  var sum = 0.0;
  for (var first = 0u; first < uniforms.k; first += ${T}) {
    tileA[local.y * ${T} + local.x] = elementA(p, i, first + local.x);
    tileB[local.y * ${T} + local.x] = elementB(p, first + local.y, j);
    workgroupBarrier();
    for (var k = 0u; k < ${T}; k++) {
      sum += tileA[local.y * ${T} + k] * tileB[k * ${T} + local.x];
    }
    workgroupBarrier();
  }
  if (i < uniforms.m && j < uniforms.n) {
    y[(p * uniforms.m + i) * uniforms.n + j] = sum;
  }
}`,
  });
}
