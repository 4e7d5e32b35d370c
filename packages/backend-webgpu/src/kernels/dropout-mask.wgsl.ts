import { rowIndex, workgroupSize } from "../wgsl/row-index.js";
import { type Shader, shader } from "../wgsl/shader.js";
import { type UniformLayout, uniformLayout } from "../wgsl/uniform-layout.js";

type Scalar = "length" | "keyLow" | "keyHigh" | "counterLow" | "counterHigh" | "threshold" | "keptBits";

export const dropoutMaskUniforms: UniformLayout<Scalar, never> = uniformLayout([
  "length",
  "keyLow",
  "keyHigh",
  "counterLow",
  "counterHigh",
  "threshold",
  "keptBits",
]);

/** Philox 4×32 with 10 rounds, as packages/backend/src/random/philox.ts has it: WGSL knows no product of 64 bits. */
const philox = /* wgsl */ `
fn highProduct(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(first: vec4<u32>, firstKey: vec2<u32>) -> vec4<u32> {
  var c = first;
  var key = firstKey;
  for (var round = 0u; round < 10u; round++) {
    c = vec4<u32>(
      highProduct(0xcd9e8d57u, c.z) ^ c.y ^ key.x,
      0xcd9e8d57u * c.z,
      highProduct(0xd2511f53u, c.x) ^ c.w ^ key.y,
      0xd2511f53u * c.x,
    );
    key += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}`;

/** `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept` */
export function dropoutMaskShader(): Shader {
  return shader({
    uniforms: dropoutMaskUniforms,
    reads: {},
    writes: { y: "f32" },
    functions: [rowIndex, philox],
    text: /* wgsl */ `
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let place = rowIndex(group, groups) * ${workgroupSize}u + local;
  let counter = uniforms.counterLow + place;
  let carry = select(0u, 1u, counter < place);
  let key = vec2<u32>(uniforms.keyLow, uniforms.keyHigh);
  let numbers = philox(vec4<u32>(counter, uniforms.counterHigh + carry, 0u, 0u), key);
  for (var j = 0u; j < 4u; j++) {
    let i = place * 4u + j;
    if (i < uniforms.length) {
      y[i] = select(bitcast<f32>(uniforms.keptBits), 0.0, (numbers[j] >> 8u) < uniforms.threshold);
    }
  }
}`,
  });
}
