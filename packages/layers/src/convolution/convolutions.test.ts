import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

const signal = () => tensor([[[1], [2], [4], [8]]]);
const refusal = (message: string) => expect.objectContaining({ message });

describe("Conv1D", () => {
  it("convolves with bias and activation, in groups and in both layouts", () => {
    const layer = new layers.Conv1D({ filters: 1, kernelSize: 2, padding: "causal", activation: "relu", name: "c" });
    expect(() => layer.kernel).toThrow('Conv1D "c": the layer has no weights yet.');
    layer.build([null, null, 1]);
    layer.setWeights([[[[10]], [[1]]], [-15]]);
    // 10·x[t−1] + x[t] − 15
    expect([...layer.apply(signal()).dataSync()]).toEqual([0, 0, 9, 33]);
    expect(layer.weights.map(({ name, shape }) => [name, shape])).toEqual([
      ["c/kernel", [2, 1, 1]],
      ["c/bias", [1]],
    ]);

    const groups = new layers.Conv1D({
      filters: 2,
      kernelSize: 1,
      groups: 2,
      useBias: false,
      dataFormat: "channels_first",
    });
    groups.build([null, 2, 3]);
    groups.setWeights([[[[3, 5]]]]);
    expect([
      ...groups
        .apply(
          tensor([
            [
              [1, 2, 3],
              [1, 2, 3],
            ],
          ]),
        )
        .dataSync(),
    ]).toEqual([3, 6, 9, 5, 10, 15]);
    expect(groups.bias).toBeNull();
    expect(groups.kernel.shape).toEqual([1, 1, 2]);
  });

  it.each([
    [{ groups: 3 }, 'Conv1D "c": groups is not valid; expected a divisor of 4 filters, got 3.'],
    [{ groups: 0 }, 'Conv1D "c": groups is not valid; expected a whole number from 1 to 2147483647, got 0.'],
    [{ filters: [4] }, 'Conv1D "c": filters is not valid; expected a whole number, and no list, got [4].'],
    [{ strides: null }, 'Conv1D "c": strides is not valid; expected a whole number from 1 to 2147483647, got null.'],
    [{ name: "a/b" }, 'Conv1D: name is not valid; expected a string without slashes, got "a/b".'],
  ])("refuses %j", (options, message) => {
    const given = { filters: 4, kernelSize: 3, name: "c", ...options };
    expect(() => new layers.Conv1D(given as layers.Conv1DOptions)).toThrow(refusal(message));
  });

  it("refuses channels that cannot be shared out", () => {
    const layer = new layers.Conv1D({ filters: 4, kernelSize: 3, groups: 2, name: "c" });
    expect(() => layer.build([null, 10, 3])).toThrow(
      refusal(
        'Conv1D "c": the input\'s channels cannot be shared out among the groups; expected a multiple of 2 channels, got [null, 10, 3].',
      ),
    );
  });
});

describe("DepthwiseConv1D", () => {
  it("convolves each channel by itself", () => {
    const layer = new layers.DepthwiseConv1D({ kernelSize: 2, depthMultiplier: 2, strides: 2 });
    layer.build([null, null, 1]);
    layer.setWeights([
      [[[1, 0]], [[0, 1]]],
      [100, 200],
    ]);
    expect(layer.apply(signal())).toMatchObject({ shape: [1, 2, 2] });
    expect([...layer.apply(signal()).dataSync()]).toEqual([101, 202, 104, 208]);
    expect(layer.computeOutputShape([null, 5, null])).toEqual([null, 2, null]);
    expect(layer.weights.map(({ name }) => name)).toEqual(["depthwise_conv1d/kernel", "depthwise_conv1d/bias"]);
    expect(() => new layers.DepthwiseConv1D({ kernelSize: 2, padding: "causal" })).toThrow(
      'padding is unknown; expected "valid", "same", got "causal".',
    );
  });
});

describe("Conv1DTranspose", () => {
  it("adds its filter for each input step", () => {
    const layer = new layers.Conv1DTranspose({ filters: 1, kernelSize: 2, strides: 3, outputPadding: 1, name: "t" });
    layer.build([null, null, 1]);
    layer.setWeights([[[[1]], [[10]]], [0]]);
    expect([...layer.apply(tensor([[[1], [2]]])).dataSync()]).toEqual([1, 10, 0, 2, 20, 0]);
    expect(layer.computeOutputShape([null, 2, 1])).toEqual([null, 6, 1]);
    expect(layer.apply(zeros([0, 2, 1])).shape).toEqual([0, 6, 1]);
    expect(() => new layers.Conv1DTranspose({ filters: 1, kernelSize: 2, outputPadding: 1, name: "t" })).toThrow(
      refusal('Conv1DTranspose "t": outputPadding is not valid; expected fewer than strides, 1, got 1.'),
    );
  });
});

describe("the parts of weights", () => {
  it("begin, cost and constrain each weight", () => {
    const layer = new layers.SeparableConv1D({
      filters: 1,
      kernelSize: 1,
      depthwiseInitializer: { class_name: "Constant", config: { value: 2 } },
      pointwiseInitializer: "ones",
      biasInitializer: null,
      depthwiseRegularizer: { class_name: "L1", config: { l1: 0.5 } },
      pointwiseRegularizer: layers.regularizers.l2({ l2: 3 }),
      biasConstraint: "non_neg",
      activityRegularizer: "l1",
    });
    layer.apply(tensor([[[1], [1]]]));
    expect(layer.losses.map((loss) => loss.dataSync()[0])).toEqual([expect.closeTo(0.04, 6), 1, 3]);
    expect([...(layer.bias?.dataSync() ?? [])]).toEqual([0]);
    expect(layer.bias && layers.constraintOf(layer.bias)?.className).toBe("NonNeg");
    expect(layer.getConfig()).toMatchObject({
      bias_initializer: null,
      depthwise_initializer: { config: { value: 2 } },
    });
    layer.trainable = false;
    expect(layer.losses).toHaveLength(1);
  });

  it("say in which dialect their names are", () => {
    const make = (dialect: layers.Dialect) =>
      new layers.SeparableConv1D({ filters: 1, kernelSize: 1, activation: "hard_sigmoid", dialect }).activation;
    expect(make("keras2")(tensor([1])).dataSync()[0]).toBeCloseTo(0.7, 6);
    expect(make("keras3")(tensor([1])).dataSync()[0]).toBeCloseTo(4 / 6, 6);
  });
});
