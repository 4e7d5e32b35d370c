import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, reshape, tensor, transpose, useBackend, zeros } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

const x = tensor(
  Float32Array.from({ length: 24 }, (_, index) => index),
  [2, 6, 2],
);

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
});

it("convolves, in groups of channels too", () => {
  const layer = new v1.layers.Conv1D({ filters: 2, kernelSize: 2, groups: 2, kernelInitializer: "ones", strides: 2 });
  // Each channel's sum of two steps.
  expect([...layer.apply(x).dataSync()].slice(0, 6)).toEqual([2, 4, 10, 12, 18, 20]);
  expect(layer.kernel?.shape).toEqual([2, 1, 2]);
});

it("takes axes before the last two all as batch, and afterwards any number of them", () => {
  const layer = new v1.layers.Conv1D({ filters: 3, kernelSize: 2 });
  const flat = layer.apply(x);
  const deep = layer.apply(reshape(x, [1, 2, 6, 2]));
  expect([deep.shape, ...deep.dataSync()]).toEqual([[1, 2, 5, 3], ...flat.dataSync()]);
  expect(layer.inputSpec).toEqual({ minNdim: 3, axes: { [-1]: 2 } });
});

it("computes channels first as channels last, and activates in its own layout", () => {
  const options = {
    filters: 2,
    kernelSize: 3,
    kernelInitializer: "ones",
    activation: "softmax",
    padding: "same",
  } as const;
  const permutation = [0, 2, 1];
  const first = new v1.layers.Conv1D({ ...options, dataFormat: "channels_first" }).apply(transpose(x, { permutation }));
  // Softmax runs over time then: equal filters, so each row adds up to 1.
  const rows = [...first.dataSync()];
  expect(first.shape).toEqual([2, 2, 6]);
  expect(rows.slice(0, 6).reduce((total, value) => total + value, 0)).toBeCloseTo(1);
});

it("refuses an input that is too short before it makes variables", () => {
  expect(() => v1.layers.conv1d(zeros([2, 3, 2]), { filters: 1, kernelSize: 5, name: "c" })).toThrow(
    'layer "c": one of the dimensions of the output is negative; expected a longer input, got [2, 3, 2].',
  );
  expect(v1.globalVariables()).toEqual([]);
});

it("refuses what does not fit", () => {
  expect(() => v1.layers.conv1d(ones([1, 4, 3]), { filters: 4, kernelSize: 1, groups: 2 } as never)).toThrow(
    'unknown option "groups"',
  );
  const layer = new v1.layers.Conv1D({ filters: 4, kernelSize: 1, groups: 2, name: "c" });
  expect(() => layer.apply(ones([1, 4, 3]))).toThrow(
    'layer "c": the number of input channels must be divisible by the number of groups; expected a multiple of 2, got 3.',
  );
  expect(() => layer.call(ones([1, 4, 4]))).toThrow('layer "c": there are no weights. Call build() or apply() first.');
});
