import { createCpuBackend } from "@sepconv/backend-cpu";
import { setRandomSeed, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import { resetLayerNames, SeparableConv1D, type SeparableConv1DOptions } from "../index.js";

beforeEach(async () => {
  resetLayerNames();
  await useBackend(createCpuBackend());
});

/** Options as JavaScript may pass them. */
const make = (options: object) =>
  new SeparableConv1D({ filters: 2, kernelSize: 3, ...options } as SeparableConv1DOptions);

// The vectors of the specification, exact in float32.
const x = tensor([
  [
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 40],
    [5, 50],
    [6, 60],
  ],
]);
const weights = [
  [
    [
      [1, 2],
      [3, 4],
    ],
    [
      [5, 6],
      [7, 8],
    ],
    [
      [-1, 0],
      [0, -1],
    ],
  ],
  [
    [
      [1, 0],
      [0, 1],
      [0.5, 0],
      [0, -0.5],
    ],
  ],
  [0.25, -0.25],
];

describe("SeparableConv1D", () => {
  it.each([
    [
      {},
      [
        [93.25, -71.25],
        [148.25, -118.25],
        [203.25, -165.25],
        [258.25, -212.25],
      ],
    ],
    [
      { padding: "SAME", strides: 2 },
      [
        [93.25, -71.25],
        [203.25, -165.25],
        [320.25, -294.25],
      ],
    ],
    [
      { padding: "causal", strides: [2] },
      [
        [-0.75, 4.75],
        [93.25, -71.25],
        [203.25, -165.25],
      ],
    ],
    [
      { dilationRate: 2 },
      [
        [131.25, -95.25],
        [186.25, -142.25],
      ],
    ],
    [
      { dilationRate: 2, activation: "relu" },
      [
        [131.25, 0],
        [186.25, 0],
      ],
    ],
  ])("computes the specification's numbers with %j", async (options, expected) => {
    const layer = make({ depthMultiplier: 2, ...options });
    layer.build([null, 6, 2]);
    layer.setWeights(weights);
    expect(await layer.apply(x).array()).toEqual([expected]);
    expect(layer.computeOutputShape([null, 6, 2])).toEqual([null, expected.length, 2]);
    expect(make(options).computeOutputShape([null, null, null])).toEqual([null, null, 2]);
  });

  it("puts channels first, with softmax over the last axis of that layout", async () => {
    const first = make({ dataFormat: "channels_first", depthMultiplier: 2, activation: "softmax", dilationRate: 2 });
    first.build([null, 2, null]);
    first.setWeights(weights);
    const y = first.apply(
      tensor([
        [
          [1, 2, 3, 4, 5, 6],
          [10, 20, 30, 40, 50, 60],
        ],
      ]),
    );
    expect(y.shape).toEqual([1, 2, 2]);
    const [[row0, row1]] = (await y.array()) as [[[number, number], [number, number]]];
    expect(row0[0] + row0[1]).toBeCloseTo(1);
    expect(row1[0]).toBeCloseTo(1 / (1 + Math.exp(-142.25 + 95.25)), 6);
    expect(first.computeOutputShape([null, 2, null])).toEqual([null, 2, null]);
  });

  it("creates weights as Keras does", () => {
    setRandomSeed(3);
    const layer = make({ filters: 32, depthMultiplier: 2 });
    expect(layer.built).toBe(false);
    layer.apply(zeros([1, 5, 4]));
    expect(layer.weights.map(({ name, shape }) => [name, shape])).toEqual([
      ["separable_conv1d/depthwise_kernel", [3, 4, 2]],
      ["separable_conv1d/pointwise_kernel", [1, 8, 32]],
      ["separable_conv1d/bias", [32]],
    ]);
    expect(layer.countParams()).toBe(3 * 4 * 2 + 8 * 32 + 32);
    const limit = Math.max(...layer.depthwiseKernel.dataSync().map(Math.abs));
    expect(limit).toBeLessThanOrEqual(0.57735026919);
    expect(limit).toBeGreaterThan(0.4);
    expect(layer.bias?.dataSync().every((value) => value === 0)).toBe(true);
    layer.trainable = false;
    expect(layer.trainableWeights).toEqual([]);
    expect(layer.nonTrainableWeights).toHaveLength(3);
    expect(make({ useBias: false }).bias).toBeNull();
  });

  it("names layers one after the other", () => {
    expect([make({}).name, make({}).name, make({ name: "c" }).name, make({ name: "c" }).name]).toEqual([
      "separable_conv1d",
      "separable_conv1d_1",
      "c",
      "c",
    ]);
  });

  it("accepts configurations of Keras 2 and 3", () => {
    const layer = SeparableConv1D.fromConfig({
      name: "c",
      trainable: false,
      dtype: "float32",
      filters: 4,
      kernel_size: [3],
      strides: [1],
      padding: "causal",
      data_format: "channels_last",
      dilation_rate: [2],
      groups: 1,
      activation: "swish",
      use_bias: false,
      kernel_initializer: "glorot_uniform",
      kernel_regularizer: null,
      kernel_constraint: null,
      depthwise_initializer: { class_name: "GlorotUniform", config: { seed: 5 } },
      pointwise_initializer: "ones",
      bias_initializer: "zeros",
    });
    expect(layer).toMatchObject({
      name: "c",
      trainable: false,
      filters: 4,
      padding: "causal",
      dilationRate: 2,
      useBias: false,
    });
    expect(layer.getConfig()["activation"]).toBe("silu");
    expect(SeparableConv1D.fromConfig(layer.getConfig()).getConfig()).toEqual(layer.getConfig());
    const built = (seed: SeparableConv1D) => {
      seed.build([null, 5, 2]);
      return [...seed.depthwiseKernel.dataSync()];
    };
    expect(built(layer)).toEqual(built(SeparableConv1D.fromConfig(layer.getConfig())));
  });
});

describe("refusals of SeparableConv1D", () => {
  const c = 'SeparableConv1D "c"';
  it.each([
    [{ filters: 0 }, `${c}: filters is not valid; expected a whole number from 1 to 2147483647, got 0.`],
    [{ filters: 2.5 }, `${c}: filters is not valid; expected a whole number from 1 to 2147483647, got 2.5.`],
    [
      { depthMultiplier: 1.5 },
      `${c}: depthMultiplier is not valid; expected a whole number from 1 to 2147483647, got 1.5.`,
    ],
    [
      { filters: undefined },
      `${c}: filters is not valid; expected a whole number from 1 to 2147483647, got undefined.`,
    ],
    [
      { kernelSize: [1, 2] },
      `${c}: kernelSize is not valid; expected a whole number from 1 to 2147483647, got [1, 2].`,
    ],
    [{ strides: 0 }, `${c}: strides is not valid; expected a whole number from 1 to 2147483647, got 0.`],
    [{ dilationRate: -1 }, `${c}: dilationRate is not valid; expected a whole number from 1 to 2147483647, got -1.`],
    [
      { depthMultiplier: 0 },
      `${c}: depthMultiplier is not valid; expected a whole number from 1 to 2147483647, got 0.`,
    ],
    [{ padding: "full" }, `${c}: padding is unknown; expected "valid", "same", "causal", got "full".`],
    [{ dataFormat: "NWC" }, `${c}: dataFormat is unknown; expected "channelsLast", "channelsFirst", got "NWC".`],
    [
      { activation: "rleu" },
      `${c}: activation is unknown; expected "exponential", "relu", "relu6", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "hard_sigmoid", "softplus", "softsign", "silu", "gelu", "gelu_tanh", "mish", "hard_silu", "hard_sigmoid_keras2", "squareplus", "soft_shrink", "hard_shrink", "tanh_shrink", "hard_tanh", "sparse_plus", "sparse_sigmoid", "log_sigmoid", "linear", "softmax", "log_softmax", "celu", "sparsemax", "glu", "swish", "hard_swish", got "rleu".`,
    ],
    [
      { biasInitializer: "nought" },
      `${c}: biasInitializer is unknown; expected "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "STFT", "TruncatedNormal", "VarianceScaling", "Zeros", got "nought".`,
    ],
    [
      { depthwiseRegularizer: "l3" },
      `${c}: depthwiseRegularizer is unknown; expected "L1", "L2", "L1L2", "OrthogonalRegularizer", got "l3".`,
    ],
    [
      { kernelInitializer: "zeros" },
      'SeparableConv1D: unknown option "kernelInitializer"; expected "name", "trainable", "dtype", "autocast", "activityRegularizer", "inputShape", "batchInputShape", "inputDim", "batchSize", "dialect", "filters", "depthMultiplier", "depthwiseInitializer", "depthwiseRegularizer", "depthwiseConstraint", "pointwiseInitializer", "pointwiseRegularizer", "pointwiseConstraint", "kernelSize", "strides", "padding", "dataFormat", "dilationRate", "activation", "useBias", "biasInitializer", "biasRegularizer", "biasConstraint".',
    ],
    [
      { dtype: "float16" },
      `${c}: dtype is not supported; expected "float32", "float64", "mixed_float16", "mixed_bfloat16", got "float16".`,
    ],
    [{ name: 5 }, "SeparableConv1D: name is not valid; expected a string without slashes, got 5."],
    [{ trainable: "no" }, 'SeparableConv1D: trainable is not valid; expected true or false, got "no".'],
  ])("an option that is not valid: %j", (options, message) => {
    expect(() => make({ name: "c", ...options })).toThrow(expect.objectContaining({ message }));
  });

  it("an input that does not fit, before and after building", () => {
    const layer = make({ name: "c", dilationRate: 2 });
    const refusal = (message: string) => expect.objectContaining({ name: "ShapeError", message });
    expect(() => layer.apply(zeros([5, 3]))).toThrow(
      refusal(`${c}: the input has rank 2; expected rank 3, [batch, steps, channels], got [5, 3].`),
    );
    expect(() => layer.build([null, null, null])).toThrow(
      refusal(
        `${c}: the input's channels are unknown; expected a known number of channels to build the weights for, got [null, null, null].`,
      ),
    );
    layer.build([null, 10, 2]);
    expect(() => layer.apply(zeros([1, 10, 3]))).toThrow(
      refusal(
        `${c}: the input's channels do not fit; expected [batch, steps, channels] with 2 channels, got [1, 10, 3].`,
      ),
    );
    expect(() => layer.apply(zeros([1, 4, 2]))).toThrow(
      refusal(
        `${c}: an input of 4 steps gives no output, with kernel size 3 and dilation rate 2; expected at least 5 steps, got [1, 4, 2]. Use padding "same" or "causal", or a longer input.`,
      ),
    );
    expect(layer.apply(zeros([0, 5, 2])).shape).toEqual([0, 1, 2]);
  });

  it("weights that do not fit, and nothing changes", () => {
    const layer = make({ name: "c", useBias: false });
    expect(() => layer.setWeights([])).toThrow(
      `${c}: setWeights needs a built layer. Call build() with an input shape, or apply() first.`,
    );
    expect(() => layer.depthwiseKernel).toThrow(
      `${c}: the layer has no weights yet. Call build() with an input shape, or apply() first.`,
    );
    layer.build([null, 10, 1]);
    const [before] = layer.getWeights();
    expect(() => layer.setWeights([[1]])).toThrow(
      `${c}: the number of weights differs; expected c/depthwise_kernel [3, 1, 1], c/pointwise_kernel [1, 1, 2], got 1.`,
    );
    expect(() => layer.setWeights([{ data: [1, 2, 3], shape: [3, 1, 1] }, [[[1]]]])).toThrow(
      `${c}: a value does not fit the weight "c/pointwise_kernel"; expected float32 [1, 1, 2], got "float32 [1, 1, 1]".`,
    );
    expect(layer.depthwiseKernel.version).toBe(0);
    layer.setWeights([{ data: [1, 2, 3], shape: [3, 1, 1] }, tensor([[[1, 2]]])]);
    expect([...layer.depthwiseKernel.dataSync()]).toEqual([1, 2, 3]);
    expect([...(before?.dataSync() ?? [])]).not.toEqual([1, 2, 3]);
    layer.dispose();
    expect(() => layer.apply(zeros([1, 5, 1]))).toThrow("was disposed");
  });
});
