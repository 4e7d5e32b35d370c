import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, expect, it } from "vitest";
import * as layers from "../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

const x = tensor([
  [[1], [10]],
  [[3], [30]],
]);

it("normalizes each step by itself in training", () => {
  const inner = new layers.BatchNormalization({ epsilon: 0, momentum: 0 });
  const layer = new layers.TimeDistributed({ layer: inner });
  expect([...layer.apply(x, { training: true }).dataSync()].map(Math.round)).toEqual([-1, -1, 1, 1]);
  // What the last step left.
  expect([...(inner.movingMean?.dataSync() ?? [])]).toEqual([20]);
});

it("gives a mask to its layer, step by step, and passes it on", () => {
  const mask = tensor([
    [true, false],
    [true, true],
  ]);
  const layer = new layers.TimeDistributed({ layer: new layers.Softmax() });
  expect([
    ...layer
      .apply(x, {
        mask: tensor([
          [[true], [false]],
          [[true], [true]],
        ]),
      })
      .dataSync(),
  ]).toEqual([1, 0, 1, 1]);
  expect(layer.computeMask(x, mask)).toBe(mask);
});

it("takes any number of steps, none included", () => {
  const layer = new layers.TimeDistributed({ layer: new layers.Dense({ units: 3 }) });
  expect(layer.apply(zeros([2, 4, 5])).shape).toEqual([2, 4, 3]);
  expect(layer.apply(zeros([2, 0, 5]), { training: true }).shape).toEqual([2, 0, 3]);
  expect(layer.weights.map(({ name }) => name)).toEqual(["dense/kernel", "dense/bias"]);
  layer.trainable = false;
  expect(layer.trainableWeights).toEqual([]);
});

it("is written with its layer and read back, in both dialects", () => {
  for (const dialect of ["keras3", "keras2"] as const) {
    const layer = new layers.TimeDistributed({ layer: new layers.Conv1D({ filters: 2, kernelSize: 3 }) });
    layer.build([null, 4, 9, 1]);
    const written = layers.serialize(layer, { dialect });
    expect(layers.serialize(layers.deserialize(JSON.parse(JSON.stringify(written)), { dialect }), { dialect })).toEqual(
      written,
    );
  }
});

it("refuses what is no layer, and inputs without steps", () => {
  expect(() => new layers.TimeDistributed({ layer: 3 as never })).toThrow(
    'TimeDistributed "time_distributed": layer is no layer; expected a layer, got 3.',
  );
  const layer = new layers.TimeDistributed({ layer: new layers.Flatten() });
  expect(() => layer.apply(zeros([2, 3]))).toThrow(
    'TimeDistributed "time_distributed_1": the input has rank 2; expected rank 3 to any, got [2, 3].',
  );
});
