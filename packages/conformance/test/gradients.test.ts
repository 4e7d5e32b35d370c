import { createCpuBackend } from "@sepconv/backend-cpu";
import * as core from "@sepconv/core";
import { tensor } from "@sepconv/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Compute, expectGradients, project } from "./expect-gradients.js";

/** Ops by name. */
const ops = { ...core };
const seed = 20_240_607;
const runs = 40;

beforeAll(async () => {
  await core.useBackend(createCpuBackend());
});

describe("gradients equal central differences", () => {
  const smooth = [
    "neg",
    "abs",
    "square",
    "exp",
    "relu",
    "relu6",
    "leakyRelu",
    "elu",
    "selu",
    "sigmoid",
    "tanh",
    "hardSigmoid",
    "softplus",
    "softsign",
    "silu",
    "gelu",
    "geluTanh",
    "mish",
    "hardSilu",
    "hardSigmoidKeras2",
    "squareplus",
    "softShrink",
    "hardShrink",
    "tanhShrink",
    "hardTanh",
    "sparsePlus",
    "sparseSigmoid",
    "logSigmoid",
  ] as const;
  it.each(smooth)("unary %s", (kind) => {
    expectGradients((x) => ops[kind](x), [[3, 5]], [-4.2, 7.3]);
  });

  it.each(["sqrt", "rsqrt", "log"] as const)("unary %s", (kind) => {
    expectGradients((x) => ops[kind](x), [[7]], [0.2, 3]);
  });

  it.each(["step", "sign"] as const)("unary %s: zero everywhere", (kind) => {
    const [gradient] = core.gradients(() => core.sum(ops[kind](x)), [x]);
    expect([...(gradient?.dataSync() ?? [])]).toEqual([0, 0]);
  });
  const x = tensor([-1, 1]);

  it.each(["add", "sub", "mul", "div", "maximum", "minimum", "gate"] as const)(
    "binary %s, broadcast both ways",
    (kind) => {
      expectGradients(
        (a, b) => ops[kind](a, b),
        [
          [2, 1, 3],
          [4, 1],
        ],
        [0.5, 3],
      );
      expectGradients((a, b) => ops[kind](a, b), [[], [2, 2]], [0.5, 3]);
    },
  );

  it.each(["sum", "mean", "max", "min"] as const)("reduce %s, over some and all axes", (kind) => {
    for (const axis of [[0], [1], [-1], [0, 2], [0, 1, 2]]) {
      expectGradients((input) => ops[kind](input, { axis }), [[2, 3, 4]]);
    }
    expectGradients((input) => ops[kind](input, { axis: 1, keepDims: true }), [[2, 3, 2]]);
  });

  it("max shares the gradient between equal elements", () => {
    const tied = tensor([2, 2, 1]);
    const [gradient] = core.gradients(() => core.max(tied), [tied]);
    expect([...(gradient?.dataSync() ?? [])]).toEqual([0.5, 0.5, 0]);
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("matmul, transposed %s and %s", (transposeA, transposeB) => {
    const a = transposeA ? [2, 3, 4] : [2, 4, 3];
    const b = transposeB ? [5, 3] : [3, 5];
    expectGradients((left, right) => core.matmul(left, right, { transposeA, transposeB }), [a, [2, ...b]]);
    expectGradients((left, right) => core.matmul(left, right, { transposeA, transposeB }), [a, b]);
  });

  it("softmax along each axis", () => {
    for (const axis of [0, 1, 2]) expectGradients((input) => core.softmax(input, { axis }), [[2, 3, 4]]);
  });

  it("moves of elements: reshape, pad, slice, transpose, broadcast", () => {
    expectGradients((input) => core.reshape(input, [3, -1]), [[2, 6]]);
    expectGradients(
      (input) =>
        core.pad(input, [
          [1, 2],
          [0, 3],
        ]),
      [[2, 3]],
    );
    expectGradients((input) => core.slice(input, { start: [1, 0], step: [2, 3] }), [[5, 7]]);
    expectGradients((input) => core.transpose(input, { permutation: [1, 2, 0] }), [[2, 3, 4]]);
    expectGradients((input) => core.broadcastTo(input, [2, 3, 4]), [[3, 1]]);
  });

  const windows = fc.record({
    batch: fc.integer({ min: 1, max: 2 }),
    steps: fc.integer({ min: 1, max: 9 }),
    channels: fc.integer({ min: 1, max: 3 }),
    depthMultiplier: fc.integer({ min: 1, max: 3 }),
    filters: fc.integer({ min: 1, max: 3 }),
    kernelSize: fc.integer({ min: 1, max: 4 }),
    strides: fc.integer({ min: 1, max: 3 }),
    dilationRate: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom("valid", "same", "causal"),
    activation: fc.constantFrom("linear", "tanh", "sigmoid", "elu", "softplus", "silu"),
  });
  const convolution =
    ({
      padding,
      strides,
      dilationRate,
      activation,
    }: {
      padding: string;
      strides: number;
      dilationRate: number;
      activation: string;
    }): Compute =>
    (input, depthwise, pointwise, bias) =>
      core.separableConv1d(input ?? x, depthwise ?? x, pointwise ?? x, {
        bias: bias ?? null,
        padding,
        strides,
        dilationRate,
        activation: activation as "tanh",
      });
  type Window = Parameters<Parameters<typeof windows.map>[0]>[0];
  const shapesOf = ({
    batch,
    steps,
    channels,
    depthMultiplier,
    filters,
    kernelSize,
    dilationRate,
    padding,
  }: Window) => [
    [batch, padding === "valid" ? steps + (kernelSize - 1) * dilationRate : steps, channels],
    [kernelSize, channels, depthMultiplier],
    [1, channels * depthMultiplier, filters],
    [filters],
  ];

  it(`separableConv1d, ${runs} random windows of seed ${seed}`, () => {
    const check = (window: Window) => expectGradients(convolution(window), shapesOf(window), [-1, 1]);
    fc.assert(fc.property(windows, check), { seed, numRuns: runs });
  });

  it(`separableConv1d in second order, ${runs / 4} random windows of seed ${seed}`, () => {
    const check = (window: Window) =>
      expectGradients(
        (...inputs) => {
          const { grads } = core.valueAndGrad((...inner) => project(convolution(window)(...inner)))(...inputs);
          return grads
            .map((gradient) => core.sum(core.square(gradient)))
            .reduce((total, term) => core.add(total, term));
        },
        shapesOf(window),
        [-1, 1],
      );
    fc.assert(fc.property(windows, check), { seed, numRuns: runs / 4 });
  });
});
