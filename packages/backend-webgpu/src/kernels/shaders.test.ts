import { expect, it } from "vitest";
import type { Shader } from "../wgsl/shader.js";
import { binaryShader } from "./binary.wgsl.js";
import { concatShader } from "./concat.wgsl.js";
import { cumsumShader } from "./cumsum.wgsl.js";
import { dropoutMaskShader } from "./dropout-mask.wgsl.js";
import { matmulShader } from "./matmul.wgsl.js";
import { packRowsShader } from "./pack-rows.wgsl.js";
import { padShader } from "./pad.wgsl.js";
import { reduceShader } from "./reduce.wgsl.js";
import { separableConv1dShader } from "./separable-conv1d.wgsl.js";
import { softmaxShader } from "./softmax.wgsl.js";
import { stridedGatherShader } from "./strided-gather.wgsl.js";
import { unaryShader } from "./unary.wgsl.js";

/** What the device is given, as files to read and to review: one or two variants of each shader. */
const variants: readonly (readonly [name: string, shader: Shader])[] = [
  ["unary-relu", unaryShader("relu")],
  ["unary-tanh", unaryShader("tanh")],
  ["unary-gelu", unaryShader("gelu")],
  ["unary-tanh-shrink", unaryShader("tanhShrink")],
  ["binary-mul", binaryShader("mul")],
  ["binary-maximum", binaryShader("maximum")],
  ["reduce-mean", reduceShader("mean")],
  ["reduce-max", reduceShader("max")],
  ["softmax", softmaxShader()],
  ["matmul", matmulShader({ transposeA: false, transposeB: false })],
  ["matmul-transposed", matmulShader({ transposeA: true, transposeB: true })],
  ["strided-gather", stridedGatherShader()],
  ["pad", padShader()],
  ["concat", concatShader()],
  ["cumsum", cumsumShader({ exclusive: false, reverse: false })],
  ["cumsum-before-from-the-end", cumsumShader({ exclusive: true, reverse: true })],
  ["dropout-mask", dropoutMaskShader()],
  ["pack-rows", packRowsShader()],
  ["separable-conv1d", separableConv1dShader(null)],
  ["separable-conv1d-softplus", separableConv1dShader("softplus")],
];

it.each(variants)("writes the shader %s", async (name, { code }) => {
  await expect(code).toMatchFileSnapshot(`./snapshots/${name}.wgsl`);
});

it.each(variants)("declares the bindings of %s in order", (_name, { code, reads, writes }) => {
  const bindings = [
    ...code.matchAll(/@group\(0\) @binding\((\d+)\) var<(uniform|storage, read|storage, read_write)>/g),
  ];
  const access = ["uniform", ...Array(reads).fill("storage, read"), ...Array(writes).fill("storage, read_write")];
  expect(bindings.map(([, binding]) => Number(binding))).toEqual(access.map((_, binding) => binding));
  expect(bindings.map(([, , kind]) => kind)).toEqual(access);
});
