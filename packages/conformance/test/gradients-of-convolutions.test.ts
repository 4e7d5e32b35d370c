import { createCpuBackend } from "@sepconv/backend-cpu";
import {
  type ActivationName,
  add,
  averagePool1d,
  conv1d,
  conv1dTranspose,
  depthwiseConv1d,
  gradients,
  maxPool1d,
  mul,
  square,
  sum,
  type Tensor,
  tensor,
  useBackend,
  valueAndGrad,
} from "@sepconv/core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Compute, expectGradients, project } from "./expect-gradients.js";

const seed = 20_240_611;
const runs = 40;

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const windows = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    steps: fc.integer({ min: 1, max: 7 }),
    groups: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 2 }),
    filters: fc.integer({ min: 1, max: 2 }),
    kernelSize: fc.integer({ min: 1, max: 4 }),
    strides: fc.integer({ min: 1, max: 3 }),
    dilationRate: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom("valid", "same", "causal"),
    outputPadding: fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }),
    activation: fc.constantFrom<ActivationName>("linear", "tanh", "sigmoid", "softplus", "silu", "gelu", "mish"),
  })
  // Long enough for "valid", and an output padding below the strides.
  .map(({ outputPadding, ...window }) => ({
    ...window,
    steps: window.steps + (window.padding === "valid" ? (window.kernelSize - 1) * window.dilationRate : 0),
    outputPadding: outputPadding === null ? null : outputPadding % window.strides,
  }));
type Window = typeof windows extends fc.Arbitrary<infer Value> ? Value : never;

/** An op as a function of its tensors, and their shapes. */
interface Subject {
  readonly compute: Compute;
  readonly shapes: readonly (readonly number[])[];
}

const none = tensor([0]);

const subjects: Readonly<Record<string, (window: Window) => Subject>> = {
  conv1d: ({ batch, steps, channels, filters, kernelSize, outputPadding, ...options }) => ({
    compute: (x = none, filter = none, bias = none) => conv1d(x, filter, { ...options, bias }),
    shapes: [
      [batch, steps, channels * options.groups],
      [kernelSize, channels, filters * options.groups],
      [filters * options.groups],
    ],
  }),
  depthwiseConv1d: ({ batch, steps, channels, filters, kernelSize, outputPadding, groups, ...options }) => ({
    compute: (x = none, depthwise = none, bias = none) => depthwiseConv1d(x, depthwise, { ...options, bias }),
    shapes: [[batch, steps, channels], [kernelSize, channels, filters], [channels * filters]],
  }),
  conv1dTranspose: ({ batch, steps, channels, filters, kernelSize, groups, padding, ...options }) => ({
    compute: (x = none, filter = none, bias = none) =>
      conv1dTranspose(x, filter, { ...options, padding: padding === "same" ? "same" : "valid", bias }),
    shapes: [[batch, steps, channels], [kernelSize, filters, channels], [filters]],
  }),
  maxPool1d: ({ batch, steps, channels, kernelSize, strides, padding }) => ({
    compute: (x = none) =>
      maxPool1d(x, { poolSize: kernelSize, strides, padding: padding === "valid" ? padding : "same" }),
    shapes: [[batch, steps, channels]],
  }),
  averagePool1d: ({ batch, steps, channels, kernelSize, strides, padding }) => ({
    compute: (x = none) =>
      averagePool1d(x, { poolSize: kernelSize, strides, padding: padding === "valid" ? padding : "same" }),
    shapes: [[batch, steps, channels]],
  }),
};

/** Σ of the squares of all gradients: what holds the second order. */
const gradientsOf =
  (compute: Compute): Compute =>
  (...inputs) => {
    const { grads } = valueAndGrad((...inner) => project(compute(...inner)))(...inputs);
    return grads.map((gradient) => sum(square(gradient))).reduce((total, term) => add(total, term));
  };

describe.each(Object.keys(subjects))("gradients of %s equal central differences", (name) => {
  const subject = subjects[name] ?? (() => ({ compute: () => none, shapes: [] }));

  it(`${runs} random windows of seed ${seed}`, () => {
    const check = (window: Window): void => {
      const { compute, shapes } = subject(window);
      expectGradients(compute, shapes, [-1, 1]);
    };
    fc.assert(fc.property(windows, check), { seed, numRuns: runs });
  });

  it(`second order, ${runs / 4} random windows of seed ${seed}`, () => {
    const check = (window: Window): void => {
      const { compute, shapes } = subject(window);
      expectGradients(gradientsOf(compute), shapes, [-1, 1]);
    };
    fc.assert(fc.property(windows, check), { seed, numRuns: runs / 4 });
  });
});

describe("pooling", () => {
  const gradientOf = (compute: (x: Tensor) => Tensor, values: number[]): number[] => {
    const x = tensor(values, [1, values.length, 1]);
    return [...(gradients(() => sum(mul(compute(x), 1)), [x])[0]?.dataSync() ?? [])];
  };

  it("of equal maxima the first one takes the gradient", () => {
    expect(gradientOf((x) => maxPool1d(x, { poolSize: 3 }), [2, 2, 1])).toEqual([1, 0, 0]);
    expect(gradientOf((x) => maxPool1d(x, { poolSize: 3, strides: 1, padding: "same" }), [5, 5, 5])).toEqual([2, 1, 0]);
  });

  it("a mean shares it among the steps inside", () => {
    expect(gradientOf((x) => averagePool1d(x, { poolSize: 3, strides: 2, padding: "same" }), [1, 2, 3])).toEqual([
      0.5, 1, 0.5,
    ]);
  });
});
