import { createCpuBackend } from "@sepconv/backend-cpu";
import { mean, ones, type Tensor, tensor, useBackend } from "@sepconv/core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import * as v1 from "../index.js";

const updates = (): readonly (() => void)[] => v1.getCollection(v1.GraphKeys.UPDATE_OPS);

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
  v1.setWarningHandler(() => {});
});

it("moves statistics when the updates are run, not before", () => {
  const layer = new v1.layers.BatchNormalization({ momentum: 0.5 });
  const y = layer.apply(tensor([[1], [3], [5]]), { training: true });
  expect(mean(y).dataSync()[0]).toBeCloseTo(0);
  expect(layer.movingMean?.dataSync()[0]).toBe(0);
  for (const update of updates()) update();
  expect([updates().length, layer.movingMean?.dataSync()[0]]).toEqual([2, 1.5]);
  expect(layer.movingVariance?.dataSync()[0]).toBeCloseTo(0.5 + 0.5 * (8 / 3));
});

it("uses the moving statistics unless it is trained", () => {
  const layer = new v1.layers.BatchNormalization({ epsilon: 0, name: "n" });
  layer.build([null, 2]);
  layer.setWeights([
    [2, 3],
    [10, 20],
    [1, 1],
    [4, 16],
  ]);
  // gamma · (x − mean) / √variance + beta
  expect([...layer.apply(tensor([[5, 9]])).dataSync()]).toEqual([14, 26]);
  expect(updates()).toEqual([]);
});

it("which is not trainable uses the batch while training, and has no updates", () => {
  const layer = new v1.layers.BatchNormalization({ trainable: false });
  const y = layer.apply(tensor([[1], [3]]), { training: true });
  expect(mean(y).dataSync()[0]).toBeCloseTo(0);
  expect([updates(), layer.updates, v1.trainableVariables()]).toEqual([[], [], []]);
});

it("of several axes has a number for each combination, and says the axes once it is built", () => {
  const layer = new v1.layers.BatchNormalization({ axis: [1, -1] });
  expect(layer.getConfig()["axis"]).toEqual([1, -1]);
  layer.apply(ones([2, 3, 1, 4]), { training: true });
  expect(layer.gamma?.shape).toEqual([1, 3, 1, 4]);
  expect(layer.getConfig()["axis"]).toEqual([1, 3]);
});

it("moves the variance by the sample's estimate for inputs of rank 4, unless it is not fused", () => {
  const moved = (fused: boolean | null): number | undefined => {
    const layer = new v1.layers.BatchNormalization({ momentum: 0, fused });
    layer.apply(tensor([[[[1], [3]]]]), { training: true });
    for (const update of layer.updates) update();
    return layer.movingVariance?.dataSync()[0];
  };
  expect([moved(null), moved(false)]).toEqual([2, 1]);
});

it("passes gradients through the statistics of the batch", () => {
  const layer = new v1.layers.BatchNormalization({ scale: false, center: false });
  const x = tensor([[1], [4], [9]]);
  layer.apply(x);
  // What is normalised does not change when all numbers grow together.
  const [dx] = v1.gradients(() => mean(layer.apply(x, { training: true })), [x]);
  for (const each of dx?.dataSync() ?? []) expect(each).toBeCloseTo(0);
});

it.each<[v1.layers.BatchNormalizationOptions, Tensor, string]>([
  [{ axis: 2 }, ones([2, 3]), 'layer "n": axis is not valid; expected axes of an input of rank 2, got 2.'],
  [{ axis: [1, -1] }, ones([2, 3]), 'layer "n": axis is there twice; expected each axis once, got [1, -1].'],
  [
    { axis: "a" as never },
    ones([2]),
    'BatchNormalization: axis is not valid; expected a whole number, or a list of them, got "a".',
  ],
  [{ renorm: true as never }, ones([2]), "BatchNormalization: renorm is not there; expected false or null, got true."],
  [
    { virtualBatchSize: 2 as never },
    ones([2]),
    "BatchNormalization: virtualBatchSize is not there; expected false or null, got 2.",
  ],
  [
    { momentum: Number.NaN },
    ones([2]),
    "BatchNormalization: momentum is not valid; expected a finite number, got NaN.",
  ],
  [{ gammaInitializer: "bogus" }, ones([2]), 'gammaInitializer: this is not valid; got "bogus".'],
])("refuses %j", (options, x, message) => {
  expect(() => new v1.layers.BatchNormalization({ ...options, name: "n" }).apply(x)).toThrow(message);
});

it("refuses channels that are unknown, and others later", () => {
  const layer = new v1.layers.BatchNormalization({ name: "n" });
  expect(() => layer.build([2, null])).toThrow(
    'layer "n": the channel dimension of the inputs should be defined; expected a number at axis 1, got [2, null].',
  );
  layer.apply(ones([2, 3]));
  expect(() => layer.apply(ones([2, 4]))).toThrow("expected axis 1 of input shape to have value 3");
});
