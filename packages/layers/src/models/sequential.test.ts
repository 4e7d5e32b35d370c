import { createCpuBackend } from "@sepconv/backend-cpu";
import { openDevice, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import {
  Activation,
  BatchNormalization,
  Dense,
  Dropout,
  GlobalAveragePooling1D,
  InputLayer,
  modelFromConfig,
  resetLayerNames,
  SeparableConv1D,
  Sequential,
} from "../index.js";

/** The classes that a file may name. */
const known =
  "Activation, ActivityRegularization, AdaptiveAveragePooling1D, AdaptiveMaxPooling1D, Add, AlphaDropout, Average, AveragePooling1D, AvgPool1D, BatchNormalization, Concatenate, Conv1D, Conv1DTranspose, Convolution1D, Convolution1DTranspose, Cropping1D, Dense, DepthwiseConv1D, Dot, Dropout, ELU, Embedding, Flatten, Functional, GaussianDropout, GaussianNoise, GlobalAveragePooling1D, GlobalAvgPool1D, GlobalMaxPool1D, GlobalMaxPooling1D, GroupNormalization, Identity, InputLayer, LayerNormalization, LeakyReLU, Masking, Maximum, MaxPool1D, MaxPooling1D, Minimum, Multiply, Normalization, Permute, PReLU, ReLU, RepeatVector, Rescaling, Reshape, RMSNormalization, SeparableConv1D, SeparableConvolution1D, Sequential, Softmax, SpatialDropout1D, Subtract, TimeDistributed, UnitNormalization, UpSampling1D, ZeroPadding1D";

beforeEach(async () => {
  resetLayerNames();
  await useBackend(createCpuBackend());
});

const network = () =>
  new Sequential([
    new InputLayer({ shape: [null, 3], name: "x" }),
    new SeparableConv1D({ filters: 4, kernelSize: 3, padding: "same" }),
    new BatchNormalization(),
    new Activation({ activation: "relu" }),
    new Dropout({ rate: 0.5 }),
    new GlobalAveragePooling1D(),
    new Dense({ units: 2, activation: "softmax" }),
  ]);

describe("Sequential", () => {
  it("applies its layers one after the other", async () => {
    const model = network();
    expect(model.built).toBe(true);
    expect(model.computeOutputShape([null, null, 3])).toEqual([null, 2]);
    expect([model.inputShape, model.outputShape]).toEqual([
      [null, null, 3],
      [null, 2],
    ]);
    expect(new Sequential([new Dense({ units: 1 })]).inputShape).toBeNull();
    const y = model.apply(zeros([5, 7, 3]));
    expect(y.shape).toEqual([5, 2]);
    expect(model.layers.map((layer) => layer.name)).toEqual([
      "separable_conv1d",
      "batch_normalization",
      "activation",
      "dropout",
      "global_average_pooling1d",
      "dense",
    ]);
    expect(model.countParams()).toBe(9 + 12 + 4 + 16 + 8 + 2);
    expect(model.trainableWeights).toHaveLength(3 + 2 + 2);
    expect(model.nonTrainableWeights.map((weight) => weight.name)).toEqual([
      "batch_normalization/moving_mean",
      "batch_normalization/moving_variance",
    ]);
    expect(model.getLayer("dense")).toBe(model.layers[5]);
  });

  it("is written as Keras 3 writes it, and read back", async () => {
    const model = network();
    const copy = modelFromConfig(model.toJson());
    expect(copy.toConfig()).toEqual(model.toConfig());
    copy.setWeights(model.getWeights());
    const x = tensor(
      Float32Array.from({ length: 2 * 9 * 3 }, (_, index) => Math.sin(index)),
      [2, 9, 3],
    );
    expect(await (await copy.predict(x)).array()).toEqual(await (await model.predict(x)).array());
  });

  it("predicts in batches, tells how far it is, and can be stopped", async () => {
    const model = network();
    const x = tensor(
      Float32Array.from({ length: 7 * 4 * 3 }, (_, index) => Math.cos(index)),
      [7, 4, 3],
    );
    const progress: number[] = [];
    const batches = await model.predict(x, { batchSize: 3, onProgress: ({ done }) => progress.push(done) });
    expect(progress).toEqual([3, 6, 7]);
    expect(await batches.array()).toEqual(await model.apply(x).array());
    expect((await model.predict(zeros([0, 4, 3]))).shape).toEqual([0, 2]);
    const signal = { aborted: false };
    const stopped = model.predict(x, {
      batchSize: 3,
      signal,
      onProgress: () => Object.assign(signal, { aborted: true }),
    });
    await expect(stopped).rejects.toThrow(
      expect.objectContaining({
        name: "AbortedError",
        message: 'Sequential "sequential": predict: aborted after 3 of 7 samples.',
      }),
    );
  });

  it("predicts on the device it was moved to", async () => {
    const model = network();
    const device = await openDevice(createCpuBackend());
    await model.to(device);
    await model.predict(zeros([2, 4, 3]));
    expect(device.statistics().launches).toBeGreaterThan(0);
  });

  it("gives everything back when a prediction fails", async () => {
    await expect(network().predict(zeros([2, 4, 5]))).rejects.toThrow(
      'InputLayer "x": the input does not fit; expected [null, null, 3], got [2, 4, 5].',
    );
  });

  it.each([
    [
      () => new Sequential([new Dense({ units: 1, name: "d" }), new Dense({ units: 1, name: "d" })], { name: "m" }),
      'Sequential "m": two layers have one name; expected names of their own, got "d".',
    ],
    [
      () => new Sequential([null as never], { name: "m" }),
      'Sequential "m": an item is no layer; expected layers, got null.',
    ],
    [
      () => network().getLayer("x"),
      'Sequential "sequential": there is no layer of this name; expected "separable_conv1d", "batch_normalization", "activation", "dropout", "global_average_pooling1d", "dense", got "x".',
    ],
    [() => modelFromConfig("{"), "modelFromConfig: the text is no JSON; expected Keras' model JSON."],
    [
      () => modelFromConfig({ a: 1 }),
      "deserialize: this is no serialized object; expected { class_name, config }, got { a: 1 }.",
    ],
    [
      () =>
        modelFromConfig({
          class_name: "Sequential",
          config: { name: "m", layers: [{ class_name: "LSTM", config: { name: "memory" } }] },
        }),
      `deserialize: the layer class "LSTM" of layer "memory" is not known; expected ${known}.`,
    ],
    [
      () => modelFromConfig({ class_name: "Functional", config: { name: "m" } }),
      'Functional "m": there are no layers; got undefined.',
    ],
    [
      () => modelFromConfig({ class_name: "constructor", config: {} }),
      `deserialize: the layer class "constructor" is not known; expected ${known}.`,
    ],
    [
      () => modelFromConfig({ class_name: "Dropout", config: { rate: 0.5, name: "d" } }),
      'modelFromConfig: this is no model; expected "Sequential" or "Functional", got "Dropout".',
    ],
    [
      () => modelFromConfig({ class_name: "Sequential", config: { layers: [], extra: 1 } }),
      'Sequential.fromConfig: unknown key "extra"; expected "name", "trainable", "dtype", "layers" or "build_input_shape".',
    ],
    [
      () => new InputLayer({ shape: [1.5], name: "i" }),
      'InputLayer "i": shape is not valid; expected whole numbers, or null for unknown extents, got [null, 1.5].',
    ],
  ])("refuses what is no model: %#", (make, message) => {
    expect(make).toThrow(expect.objectContaining({ message }));
  });
});
