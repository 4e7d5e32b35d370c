import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import { Dense } from "./dense/dense.js";
import * as layers from "./index.js";
import { BatchNormalization } from "./normalization/batch-normalization.js";
import { GlobalAveragePooling1D } from "./pooling/global-average-pooling1d.js";
import { Dropout } from "./regularization/dropout.js";

beforeEach(async () => {
  await useBackend(createCpuBackend());
});

describe("BatchNormalization", () => {
  it("normalizes with the moving statistics", async () => {
    const layer = new BatchNormalization({ epsilon: 0 });
    layer.build([null, 2]);
    layer.setWeights([
      [2, 3],
      [10, 20],
      [1, 2],
      [4, 16],
    ]);
    expect(await layer.apply(tensor([[3, 6]])).array()).toEqual([[12, 23]]);
  });

  it("normalizes with the batch's statistics in training, and follows them", async () => {
    const layer = new BatchNormalization({ axis: 1, momentum: 0.75, epsilon: 0, center: false, scale: false });
    const y = layer.apply(tensor([[[1, 3]], [[5, 7]]]), { training: true });
    // mean 4, variance 5
    const expected = [-3, -1, 1, 3].map((value) => value / Math.sqrt(5));
    y.dataSync().forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 6);
    });
    expect(await layer.movingMean?.array()).toEqual([1]);
    expect(await layer.movingVariance?.array()).toEqual([0.75 + 0.25 * 5]);
    layer.trainable = false;
    layer.apply(tensor([[[9, 9]]]), { training: true });
    expect(await layer.movingMean?.array()).toEqual([1]);
  });

  it("refuses what it does not do, and inputs that do not fit", () => {
    const make = (options: object) => new BatchNormalization({ name: "n", ...options });
    expect(() => make({ renorm: true })).toThrow(
      'BatchNormalization "n": renorm is not supported yet; expected null, got true.',
    );
    expect(() => make({ axis: [1, 2] })).toThrow(
      'BatchNormalization "n": axis is not valid; expected a whole number, got [1, 2].',
    );
    expect(() => make({}).build([2, null])).toThrow(
      'BatchNormalization "n": axis -1 of the input does not fit; expected a known extent, got [2, null].',
    );
    const layer = make({});
    layer.build([null, 3]);
    expect(() => layer.apply(zeros([1, 4]))).toThrow(
      'BatchNormalization "n": axis -1 of the input does not fit; expected an extent of 3, got [1, 4].',
    );
    expect(BatchNormalization.fromConfig({ name: "k2", axis: [2] }).axis).toBe(2);
  });
});

describe("Layer", () => {
  it("has no losses yet, and refuses masks by name", () => {
    const layer = new Dropout({ rate: 0.5, name: "d" });
    expect(layer.losses).toEqual([]);
    expect(layer.apply(zeros([1]), { mask: null }).shape).toEqual([1]);
    const masked = { mask: zeros([1]) } as object;
    expect(() => layer.apply(zeros([1]), masked)).toThrow(
      'Dropout "d": mask is not supported yet; expected null, got Tensor.',
    );
  });
});

describe("Dropout", () => {
  it("does nothing outside of training", async () => {
    expect(await new Dropout({ rate: 0.9 }).apply(tensor([1, 2])).array()).toEqual([1, 2]);
  });

  it("drops a share in training and keeps the mean, the same for a seed", () => {
    const drop = () =>
      new Dropout({ rate: 0.25, seed: 1 }).apply(tensor(new Float32Array(4000).fill(3)), { training: true });
    const values = drop().dataSync();
    expect(new Set(values)).toEqual(new Set([0, 4]));
    expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.25, 1);
    expect(drop().dataSync()).toEqual(values);
  });

  it("drops along whole axes with a noise shape", async () => {
    const layer = new Dropout({ rate: 0.5, seed: 2, noiseShape: [null, 1] });
    const rows = (await layer
      .apply(tensor(new Float32Array(60).fill(1), [20, 3]), { training: true })
      .array()) as number[][];
    for (const row of rows) expect(new Set(row).size).toBe(1);
    expect(() => layer.apply(zeros([2]))).toThrow(
      "noiseShape has another rank than the input; expected rank 1, got [null, 1].",
    );
    expect(() => new Dropout({ rate: 2, name: "d" })).toThrow(
      'Dropout "d": rate is not valid; expected a number from 0 to 1, got 2.',
    );
  });
});

describe("GlobalAveragePooling1D and Dense", () => {
  it("average over steps in either format", async () => {
    const x = tensor([
      [
        [1, 2],
        [3, 6],
      ],
    ]);
    expect(await new GlobalAveragePooling1D().apply(x).array()).toEqual([[2, 4]]);
    const first = new GlobalAveragePooling1D({ dataFormat: "channels_first", keepdims: true });
    expect(await first.apply(x).array()).toEqual([[[1.5], [4.5]]]);
    expect(first.computeOutputShape([null, 2, null])).toEqual([null, 2, 1]);
    expect(() => first.apply(zeros([2]))).toThrow("the input has rank 1; expected rank 3, got [2].");
  });

  it("multiply the last axis", async () => {
    const layer = new Dense({ units: 2, name: "d" });
    layer.build([null, 3]);
    layer.setWeights([
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [10, 20],
    ]);
    expect(await layer.apply(tensor([[1, 2, 3]])).array()).toEqual([[14, 25]]);
    expect(await layer.apply(tensor([[[1, 2, 3]]])).array()).toEqual([[[14, 25]]]);
    expect(() => layer.apply(zeros([1, 4]))).toThrow(
      'Dense "d": the input does not fit; expected rank 2 or more with 3 channels last, got [1, 4].',
    );
  });
});

describe("parts by name", () => {
  it("finds activations and initializers in either spelling", async () => {
    expect(
      await layers.activations
        .get("leaky_relu")(tensor([-1, 1]))
        .array(),
    ).toEqual([Math.fround(-0.2), 1]);
    expect(layers.activations.get("leakyRelu").activationName).toBe("leaky_relu");
    expect(layers.activations.get(null).fused).toBe("linear");
    expect(layers.initializers.get("glorotUniform")([2, 2], { seed: 1 }).shape).toEqual([2, 2]);
    expect(layers.initializers.get({ class_name: "Ones", config: {} })([1]).dataSync()[0]).toBe(1);
    expect(() => layers.activations.get("constructor")).toThrow('got "constructor".');
    expect(() => layers.initializers.get("toString")).toThrow(
      'identifier is unknown; expected "zeros", "ones", "glorot_uniform", got "toString".',
    );
  });
});
