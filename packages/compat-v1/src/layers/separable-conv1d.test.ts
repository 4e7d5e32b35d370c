import { createCpuBackend } from "@sepconv/backend-cpu";
import { ones, tensor, transpose, useBackend, zeros } from "@sepconv/core";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as v1 from "../index.js";

const { SeparableConv1D } = v1.layers;
const x = tensor([[[1], [2], [3], [4], [5]]]);

function summing(options: Partial<v1.layers.SeparableConv1DOptions> = {}): v1.layers.SeparableConv1D {
  const fixed = { depthwiseInitializer: "ones", pointwiseInitializer: "ones" } as const;
  return new SeparableConv1D({ filters: 1, kernelSize: 2, name: "c", ...fixed, ...options });
}

beforeAll(async () => {
  await useBackend(createCpuBackend());
});
beforeEach(() => {
  v1.resetDefaultGraph();
  v1.setWarningHandler(() => {});
});

describe("computes", () => {
  it("with every padding and spelling that TensorFlow takes", () => {
    const values = (options: Partial<v1.layers.SeparableConv1DOptions>): number[] => {
      v1.resetDefaultGraph();
      return [...summing(options).apply(x).dataSync()];
    };
    expect(values({})).toEqual([3, 5, 7, 9]);
    expect(values({ padding: "SAME" })).toEqual([3, 5, 7, 9, 5]);
    expect(values({ padding: "Causal" })).toEqual([1, 3, 5, 7, 9]);
    expect(values({ strides: [2] })).toEqual([3, 7]);
    expect(values({ dilationRate: [2] })).toEqual([4, 6, 8]);
    expect(values({ filters: 1.9, kernelSize: [2], useBias: false })).toEqual([3, 5, 7, 9]);
  });

  it("channels first as channels last, with the activation in the layer's own layout", () => {
    const layer = summing({ dataFormat: "channels_first", activation: "softmax" });
    const y = layer.apply(transpose(x, { permutation: [0, 2, 1] }));
    expect(y.shape).toEqual([1, 1, 4]);
    expect([...y.dataSync()].reduce((total, value) => total + value, 0)).toBeCloseTo(1);
    expect(layer.inputSpec).toEqual({ ndim: 3, axes: { [-2]: 1 } });
  });

  it("no steps where an input is too short by less than a stride", () => {
    expect(summing({ kernelSize: 3, strides: 2 }).apply(zeros([1, 2, 1])).shape).toEqual([1, 0, 1]);
    const short = summing({ kernelSize: 4 });
    expect(() => short.apply(zeros([1, 2, 1]))).toThrow("x has too few steps; expected at least 4, got 2");
  });
});

describe("refuses", () => {
  it("strides together with dilation, and groups that do not divide", () => {
    expect(() => summing({ strides: 2, dilationRate: [3] })).toThrow(
      "SeparableConv1D: strides > 1 is not supported in conjunction with dilationRate > 1; expected one of them to be 1, got [2, 3].",
    );
    expect(() => summing({ filters: 4, groups: 3 })).toThrow("expected a divisor of 4, got 3");
  });

  it("another dtype than the weights' before it looks at the shape", () => {
    const layer = summing();
    layer.apply(x);
    expect(() => layer.apply(zeros([1, 1, 1], "float64"))).toThrow(
      'layer "c": the input has another dtype than the weights; expected "float32", got "float64". Use cast().',
    );
  });

  it("inputs without channels or with others, and calls before there are weights", () => {
    expect(() => summing().apply(zeros([1, 5, 0]))).toThrow('layer "c": there are no channels to convolve');
    const layer = summing({ name: "d" });
    expect(() => layer.call(x)).toThrow('layer "d": there are no weights. Call build() or apply() first.');
    layer.apply(x);
    expect(() => layer.apply(ones([1, 5, 2]))).toThrow(
      'layer "d": the input is incompatible with the layer; expected axis -1 of input shape to have value 1, got [1, 5, 2].',
    );
  });

  it("what TensorFlow's function does not take, though the layer does", () => {
    const options = { filters: 1, kernelSize: 2, kernelInitializer: "ones" } as never;
    expect(() => v1.layers.separableConv1d(x, options)).toThrow('separableConv1d: unknown option "kernelInitializer"');
  });

  it("fractions where they are used, also when only shapes are asked for", () => {
    const layer = summing({ kernelSize: [2.5] });
    expect(() => layer.computeOutputShape([null, 9, 2])).toThrow('layer "c": kernelSize is not valid');
    expect(() => layer.apply(x)).toThrow('layer "c": kernelSize is not valid; expected a whole number, got 2.5.');
  });
});

describe("configurations", () => {
  it("are TensorFlow 1's, and read back to the same", () => {
    const square = (y: typeof x): typeof x => y;
    const layer = summing({ padding: "SAME", depthwiseRegularizer: "l1", activityRegularizer: square });
    const config = layer.getConfig();
    expect(config).toMatchObject({
      kernel_size: [2],
      padding: "same",
      groups: 1,
      kernel_initializer: { class_name: "GlorotUniform", config: { seed: null, dtype: "float32" } },
      bias_initializer: { class_name: "Zeros", config: { dtype: "float32" } },
      activity_regularizer: "square",
    });
    const { activity_regularizer: _, ...plain } = config;
    expect(SeparableConv1D.fromConfig(plain).getConfig()).toEqual({ ...config, activity_regularizer: null });
  });

  it("do not warn of what TensorFlow writes without using it", () => {
    const messages: string[] = [];
    v1.setWarningHandler((message) => messages.push(message));
    SeparableConv1D.fromConfig(summing().getConfig());
    expect(messages).toEqual([]);
  });
});

it("an ordinary convolution has the layer's window, without bias, activation and causal padding", () => {
  const layer = summing({ strides: 2, padding: "causal", activation: "relu" });
  const y = layer.convolutionOp(x, tensor([[[1]], [[-1]]]));
  expect([...y.dataSync()]).toEqual([-1, -1]);
});
