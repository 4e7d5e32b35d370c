import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, tensor, transpose, useBackend } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

const { AveragePooling1D, MaxPooling1D } = v1.layers;
const x = tensor([[[1], [5], [2], [4], [3]]]);

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
});

it("takes maxima and means of windows, in which padding does not count", () => {
  const options = { poolSize: 2, strides: 2, padding: "SAME" };
  expect([...v1.layers.maxPooling1d(x, options).dataSync()]).toEqual([5, 4, 3]);
  expect([...v1.layers.averagePooling1d(x, options).dataSync()]).toEqual([3, 3, 3]);
});

it("pools channels first as channels last", () => {
  const layer = new MaxPooling1D({ poolSize: [3], strides: [1], dataFormat: "channelsFirst" });
  const y = layer.apply(transpose(x, { permutation: [0, 2, 1] }));
  expect([y.shape, ...y.dataSync()]).toEqual([[1, 1, 3], 5, 5, 4]);
  expect(layer.computeOutputShape([null, 7, 5])).toEqual([null, 7, 3]);
});

it("says lengths, unknown ones too", () => {
  const layer = new AveragePooling1D({ poolSize: 3, strides: 2, name: "p" });
  expect(layer.computeOutputShape([null, null, 4])).toEqual([null, null, 4]);
  expect(layer.computeOutputShape([2, 8, 4])).toEqual([2, 3, 4]);
  expect(() => layer.computeOutputShape([2, 0, 4])).toThrow(
    'layer "p": one of the dimensions of the output is negative',
  );
  expect(() => layer.computeOutputShape([2, 8])).toThrow('layer "p": the input has another rank; expected rank 3');
});

it("refuses causal padding and strides of 0 when it is called, as TensorFlow does", () => {
  const causal = new MaxPooling1D({ poolSize: 2, strides: 1, padding: "causal", name: "p" });
  expect(() => causal.apply(x)).toThrow('layer "p": padding is unknown; expected "valid" or "same", got "causal".');
  const still = new MaxPooling1D({ poolSize: 2, strides: 0, name: "q" });
  expect(() => still.apply(x)).toThrow('layer "q": strides cannot contain 0; expected at least 1, got [0].');
});

it("refuses other arguments at once", () => {
  expect(() => new MaxPooling1D({ poolSize: 0, strides: 1 })).toThrow("MaxPooling1D: poolSize is not valid");
  expect(() => new MaxPooling1D({ poolSize: 2 } as never)).toThrow("MaxPooling1D: strides is not valid");
  const reused = { poolSize: 2, strides: 2, reuse: true } as never;
  expect(() => v1.layers.maxPooling1d(x, reused)).toThrow('maxPooling1d: unknown option "reuse"');
  expect(() => v1.layers.averagePooling1d(ones([2, 3]), { poolSize: 1, strides: 1 })).toThrow("expected ndim=3");
});

it("reads its configuration back", () => {
  const config = new MaxPooling1D({
    poolSize: 2,
    strides: 3,
    padding: "same",
    name: "p",
    trainable: false,
  }).getConfig();
  expect(MaxPooling1D.fromConfig(config).getConfig()).toEqual(config);
  expect(config).toMatchObject({ pool_size: [2], strides: [3], data_format: "channels_last", trainable: false });
});
