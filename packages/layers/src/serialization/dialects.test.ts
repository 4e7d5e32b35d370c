import { expect, it } from "vitest";
import * as layers from "../index.js";

/** The keys of Keras 2.15's configurations, in its order. */
const keras2Keys: readonly (readonly [layers.Layer, string])[] = [
  [
    new layers.SeparableConv1D({ filters: 2, kernelSize: 3 }),
    "name trainable dtype filters kernel_size strides padding data_format dilation_rate groups activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint depth_multiplier depthwise_initializer pointwise_initializer depthwise_regularizer pointwise_regularizer depthwise_constraint pointwise_constraint",
  ],
  [
    new layers.DepthwiseConv1D({ kernelSize: 3 }),
    "name trainable dtype kernel_size strides padding data_format dilation_rate groups activation use_bias bias_initializer bias_regularizer activity_regularizer bias_constraint depth_multiplier depthwise_initializer depthwise_regularizer depthwise_constraint",
  ],
  [
    new layers.Conv1D({ filters: 2, kernelSize: 3 }),
    "name trainable dtype filters kernel_size strides padding data_format dilation_rate groups activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint",
  ],
  [
    new layers.Conv1DTranspose({ filters: 2, kernelSize: 3 }),
    "name trainable dtype filters kernel_size strides padding data_format dilation_rate groups activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint output_padding",
  ],
  [
    new layers.Dense({ units: 2, inputShape: [3] }),
    "name trainable dtype batch_input_shape units activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint",
  ],
  [
    new layers.BatchNormalization(),
    "name trainable dtype axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint",
  ],
  [new layers.Dropout({ rate: 0.5 }), "name trainable dtype rate noise_shape seed"],
  [new layers.ActivityRegularization({ l1: 1 }), "name trainable dtype l1 l2"],
  [new layers.Add(), "name trainable dtype"],
  [new layers.AlphaDropout({ rate: 0.5 }), "name trainable dtype rate seed"],
  [new layers.AveragePooling1D({ poolSize: 3 }), "name trainable dtype strides pool_size padding data_format"],
  [new layers.Concatenate({ axis: 1 }), "name trainable dtype axis"],
  [new layers.Cropping1D({ cropping: [1, 2] }), "name trainable dtype cropping"],
  [new layers.Dot({ axes: [1, 2] }), "name trainable dtype axes normalize"],
  [new layers.ELU({ alpha: 0.5 }), "name trainable dtype alpha"],
  [
    new layers.Embedding({ inputDim: 5, outputDim: 2, maskZero: true, batchInputShape: [null, null] }),
    "name trainable dtype batch_input_shape input_dim output_dim embeddings_initializer embeddings_regularizer activity_regularizer embeddings_constraint mask_zero input_length",
  ],
  [new layers.Flatten(), "name trainable dtype data_format"],
  [new layers.GaussianDropout({ rate: 0.5 }), "name trainable dtype rate seed"],
  [new layers.GaussianNoise({ stddev: 0.5 }), "name trainable dtype stddev seed"],
  [new layers.GlobalMaxPooling1D({ keepdims: true }), "name trainable dtype data_format keepdims"],
  [
    new layers.GroupNormalization({ groups: 2 }),
    "name trainable dtype groups axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint",
  ],
  [
    new layers.LayerNormalization({ axis: [1, 2] }),
    "name trainable dtype axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint",
  ],
  [new layers.LeakyReLU({ negativeSlope: 0.5 }), "name trainable dtype alpha"],
  [new layers.Masking({ maskValue: 2 }), "name trainable dtype mask_value"],
  [new layers.MaxPooling1D(), "name trainable dtype strides pool_size padding data_format"],
  [new layers.Normalization({ mean: 1, variance: 2 }), "name trainable dtype axis invert mean variance"],
  [new layers.Permute({ dims: [2, 1] }), "name trainable dtype dims"],
  [
    new layers.PReLU({ sharedAxes: [1] }),
    "name trainable dtype alpha_initializer alpha_regularizer alpha_constraint shared_axes",
  ],
  [new layers.ReLU({ maxValue: 6 }), "name trainable dtype max_value negative_slope threshold"],
  [new layers.RepeatVector({ n: 2 }), "name trainable dtype n"],
  [new layers.Rescaling({ scale: 2 }), "name trainable dtype scale offset"],
  [new layers.Reshape({ targetShape: [-1] }), "name trainable dtype target_shape"],
  [new layers.Softmax({ axis: 1 }), "name trainable dtype axis"],
  [new layers.SpatialDropout1D({ rate: 0.5 }), "name trainable dtype rate noise_shape seed"],
  [new layers.TimeDistributed({ layer: new layers.Dense({ units: 2 }) }), "name trainable dtype layer"],
  [new layers.UnitNormalization(), "name trainable dtype axis"],
  [new layers.UpSampling1D(), "name trainable dtype size"],
  [new layers.ZeroPadding1D({ padding: [1, 2] }), "name trainable dtype padding"],
  [new layers.GlobalAveragePooling1D(), "name trainable dtype data_format keepdims"],
  [new layers.Activation({ activation: "relu" }), "name trainable dtype activation"],
  [new layers.InputLayer({ shape: [3] }), "batch_input_shape dtype sparse ragged name"],
];

it.each(keras2Keys.map(([layer, keys]) => ({ name: layer.className, layer, keys })))(
  "$name is written as Keras 2 writes it, and read back",
  ({ layer, keys }) => {
    const written = layers.serialize(layer, { dialect: "keras2" });
    const config = layer.getConfig({ dialect: "keras2" });
    expect(Object.keys(config).join(" ")).toBe(keys);
    const copy = layers.deserialize(written, { dialect: "keras2" });
    expect(copy.getConfig({ dialect: "keras2" })).toEqual(config);
    expect(copy.getConfig()).toEqual(layer.getConfig());
  },
);

it("a model of Keras 2 is read as one, and written as one", () => {
  const normalization = new layers.BatchNormalization({ name: "n" });
  const model = new layers.Sequential(
    [
      new layers.InputLayer({ shape: [null, 3], name: "x" }),
      new layers.SeparableConv1D({ filters: 2, kernelSize: 3, activation: "swish", name: "a/c", dialect: "keras2" }),
      normalization,
      new layers.Activation({ activation: "hard_sigmoid", name: "h", dialect: "keras2" }),
    ],
    { name: "m" },
  );
  const json = model.toConfig({ dialect: "keras2" });
  expect(json["config"]).toMatchObject({
    name: "m",
    layers: [
      { class_name: "InputLayer", config: { batch_input_shape: [null, null, 3] } },
      { class_name: "SeparableConv1D", config: { dtype: "float32", activation: "swish" } },
      { class_name: "BatchNormalization", config: { axis: [2] } },
      { class_name: "Activation", config: { activation: "hard_sigmoid" } },
    ],
  });
  const file = JSON.stringify({ ...json, keras_version: "2.15.0", backend: "tensorflow" });
  const copy = layers.modelFromConfig(file);
  expect(copy.toConfig({ dialect: "keras2" })).toEqual(json);
  expect(copy.getLayer("h").getConfig()["activation"]).toBe("hard_sigmoid_keras2");
  expect(() => layers.modelFromConfig(json)).toThrow("expected a string without slashes");
});
