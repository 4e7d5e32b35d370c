import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

const wrong = (value: unknown) => value as never;

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

describe("layers that change shapes", () => {
  it.each<[string, layers.Layer, layers.PartialShape, layers.PartialShape]>([
    ["ZeroPadding1D", new layers.ZeroPadding1D({ padding: 2 }), [null, null, 3], [null, null, 3]],
    ["Cropping1D", new layers.Cropping1D(), [2, 5, 3], [2, 3, 3]],
    ["UpSampling1D", new layers.UpSampling1D(), [null, 5, null], [null, 10, null]],
    ["RepeatVector", new layers.RepeatVector({ n: 2 }), [null, null], [null, 2, null]],
    ["Flatten", new layers.Flatten(), [null, null, 3], [null, null]],
    ["Reshape, of unknown extents", new layers.Reshape({ targetShape: [-1, 2] }), [null, null, 3], [null, null, 2]],
    ["Reshape", new layers.Reshape({ targetShape: [2, -1] }), [null, 4, 3], [null, 2, 6]],
    ["Permute", new layers.Permute({ dims: [2, 1] }), [null, 4, null], [null, null, 4]],
    ["MaxPooling1D", new layers.MaxPooling1D({ padding: "same" }), [null, 5, 3], [null, 3, 3]],
    ["AveragePooling1D", new layers.AveragePooling1D({ poolSize: 2 }), [null, null, 3], [null, null, 3]],
    ["GlobalMaxPooling1D", new layers.GlobalMaxPooling1D({ dataFormat: "channels_first" }), [null, 3, 9], [null, 3]],
    ["AdaptiveMaxPooling1D", new layers.AdaptiveMaxPooling1D({ outputSize: 4 }), [null, null, 3], [null, 4, 3]],
    ["TimeDistributed", new layers.TimeDistributed({ layer: new layers.Flatten() }), [2, null, 3, 4], [2, null, 12]],
    ["Embedding", new layers.Embedding({ inputDim: 9, outputDim: 4 }), [null, 7], [null, 7, 4]],
  ])("%s says which", (_, layer, input, output) => {
    expect(layer.computeOutputShape(input)).toEqual(output);
  });

  it("flatten channels first as channels last", () => {
    const x = tensor([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
    expect([...new layers.Flatten({ dataFormat: "channelsFirst" }).apply(x).dataSync()]).toEqual([1, 3, 2, 4]);
  });

  it.each<[() => unknown, string]>([
    [
      () => new layers.ZeroPadding1D({ padding: [1, 2, 3] }),
      'ZeroPadding1D "zero_padding1d": padding is not valid; expected a whole number, or a list of two, none negative, got [1, 2, 3].',
    ],
    [
      () => new layers.Cropping1D({ cropping: 6 }).apply(zeros([1, 10, 3])),
      'Cropping1D "cropping1d": cropping leaves no step of the input; expected more than 12 steps, got [1, 10, 3].',
    ],
    [
      () => new layers.UpSampling1D({ size: 2.5 }),
      'UpSampling1D "up_sampling1d": size is not valid; expected a whole number from 1 to 2147483647, got 2.5.',
    ],
    [
      () => new layers.Reshape({ targetShape: [-1, -1] }),
      'Reshape "reshape": targetShape is not valid; expected a list of whole numbers, at most one of them -1, got [-1, -1].',
    ],
    [
      () => new layers.Reshape({ targetShape: [4, 4] }).apply(zeros([2, 10, 3])),
      'Reshape "reshape": the input has another number of elements than targetShape; expected samples that become [4, 4], got [2, 10, 3].',
    ],
    [
      () => new layers.Permute({ dims: [1, 3] }),
      'Permute "permute": dims is not valid; expected each axis once, from 1 on, got [1, 3].',
    ],
    [
      () => new layers.RepeatVector({ n: 3 }).apply(zeros([2, 4, 3])),
      'RepeatVector "repeat_vector": the input has rank 3; expected rank 2, got [2, 4, 3].',
    ],
    [
      () => new layers.MaxPooling1D({ poolSize: 5 }).computeOutputShape([1, 3, 2]),
      'MaxPooling1D "max_pooling1d": an input of 3 steps gives no output, with pool size 5; expected at least 5 steps, got [1, 3, 2]. Use padding "same", or a longer input.',
    ],
    [
      () => new layers.AveragePooling1D(wrong({ strides: 0 })),
      'AveragePooling1D "average_pooling1d": strides is not valid; expected a whole number from 1 to 2147483647, got 0.',
    ],
    [
      () => new layers.MaxPooling1D().apply(zeros([2, 3])),
      'MaxPooling1D "max_pooling1d": the input has rank 2; expected rank 3, got [2, 3].',
    ],
    [() => new layers.Flatten(wrong({ data: 1 })), 'Flatten: unknown option "data"; expected "name", "trainable"'],
  ])("refuse what does not fit: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("Embedding and Masking", () => {
  it("takes floating-point indices, and masks 0 if it is told to", () => {
    const layer = new layers.Embedding({ inputDim: 2, outputDim: 1, maskZero: true });
    layer.build([null, 2]);
    layer.setWeights([[[5], [6]]]);
    const x = tensor([[0, 1]]);
    expect([...layer.apply(x).dataSync()]).toEqual([5, 6]);
    expect([...(layer.computeMask(x)?.dataSync() ?? [])]).toEqual([0, 1]);
    expect(new layers.Embedding({ inputDim: 2, outputDim: 1 }).computeMask(x)).toBeNull();
    expect(() => layer.apply(tensor([[2]], [1, 1], "int32"))).toThrow(
      "gather: an index lies outside x; expected whole numbers from 0 to 1, got 2.",
    );
  });

  it("masks the steps that a pooling leaves out of its mean", () => {
    const model = new layers.Sequential([new layers.Masking({ maskValue: -1 }), new layers.GlobalAveragePooling1D()]);
    expect([...model.apply(tensor([[[-1], [4], [6]]])).dataSync()]).toEqual([5]);
  });

  it("reads and writes what Keras 2 has", () => {
    const layer = new layers.Embedding({ inputDim: 5, outputDim: 2, inputLength: 7 });
    const config = layer.getConfig({ dialect: "keras2" });
    expect(config).toMatchObject({ batch_input_shape: [null, 7], input_length: 7 });
    const copy = layers.Embedding.fromConfig(config, undefined, { dialect: "keras2" });
    expect(copy.getConfig({ dialect: "keras2" })).toEqual(config);
    expect(new layers.Embedding(wrong({ inputDim: 5, outputDim: 2, loraRank: null })).inputDim).toBe(5);
    expect(() => new layers.Embedding(wrong({ inputDim: 5, outputDim: 2, name: "e", loraRank: 4 }))).toThrow(
      'Embedding "e": loraRank is not supported yet; expected null, got 4.',
    );
  });
});

describe("activation layers", () => {
  it("learn slopes, shared along axes", () => {
    const layer = new layers.PReLU({ sharedAxes: 1 });
    layer.build([null, 2, 2]);
    layer.setWeights([[[0.5, 2]]]);
    expect([
      ...layer
        .apply(
          tensor([
            [
              [-2, -2],
              [3, -1],
            ],
          ]),
        )
        .dataSync(),
    ]).toEqual([-1, -4, 3, -2]);
    expect(layer.getConfig()["shared_axes"]).toEqual([1]);
  });

  it("are written in single precision by Keras 2, with its names", () => {
    const keras2 = { dialect: "keras2" } as const;
    expect(new layers.LeakyReLU().getConfig(keras2)).toMatchObject({ alpha: Math.fround(0.3) });
    expect(layers.LeakyReLU.fromConfig({ alpha: 0.5 }, undefined, keras2).negativeSlope).toBe(0.5);
    expect(new layers.ReLU({ maxValue: 6.1 }).getConfig(keras2)["max_value"]).toBe(Math.fround(6.1));
    expect(Object.keys(new layers.ELU().getConfig(keras2))).toEqual(["name", "trainable", "dtype", "alpha"]);
  });

  it.each<[() => unknown, string]>([
    [
      () => new layers.ReLU({ maxValue: -1 }),
      'ReLU "re_lu": maxValue is not valid; expected a finite number from 0 up, got -1.',
    ],
    [
      () => new layers.LeakyReLU({ negativeSlope: wrong(null) }),
      'LeakyReLU "leaky_re_lu": negativeSlope is not valid; expected a finite number from 0 up, got null.',
    ],
    [
      () => new layers.PReLU({ sharedAxes: [0] }),
      'PReLU "p_re_lu": sharedAxes is not valid; expected a list of axes, counted from 1 on, got [0].',
    ],
    [
      () => new layers.Softmax({ axis: 5 }).apply(zeros([2, 3])),
      'Softmax "softmax": axis is out of range; expected a whole number from -2 to 1, for shape [2, 3], got 5.',
    ],
  ])("refuse what they cannot do: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
