import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, sum, type Tensor, tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "./index.js";
import * as pick from "./pick.js";

const remedy = "Import the function and give it, or import the layer from @sepconv/layers, where layers know names.";
const twice = (x: Tensor) => mul(x, 2);

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

describe("a picked layer", () => {
  it("computes as the layer with names does, with the same defaults", () => {
    const options = { filters: 4, kernelSize: 3, padding: "same" } as const;
    const picked = new pick.SeparableConv1D({
      ...options,
      activation: pick.relu,
      depthwiseInitializer: pick.heNormal({ seed: 1 }),
      pointwiseRegularizer: pick.l2({ l2: 0.5 }),
      biasConstraint: pick.nonNeg(),
    });
    const named = new layers.SeparableConv1D({
      ...options,
      name: picked.name,
      activation: "relu",
      depthwiseInitializer: { class_name: "HeNormal", config: { seed: 1 } },
      pointwiseRegularizer: { class_name: "L2", config: { l2: 0.5 } },
      biasConstraint: "nonNeg",
    });
    const x = tensor([
      [
        [1, -2],
        [3, 4],
        [-5, 6],
      ],
    ]);
    for (const layer of [picked, named]) layer.build(x.shape);
    named.setWeights(picked.getWeights());
    expect(picked.apply(x).dataSync()).toEqual(named.apply(x).dataSync());
    expect(picked.losses[0]?.dataSync()).toEqual(named.losses[0]?.dataSync());
    expect(picked.getConfig()).toEqual(named.getConfig());
    expect(picked.getConfig({ dialect: "keras2" })).toEqual(named.getConfig({ dialect: "keras2" }));
    const plain = new pick.SeparableConv1D({ ...options, name: "plain" });
    expect(plain.getConfig()).toEqual(new layers.SeparableConv1D({ ...options, name: "plain" }).getConfig());
    expect(layers.deserialize(pick.serialize(picked)).getConfig()).toEqual(picked.getConfig());
  });

  it.each<[string, () => unknown, string]>([
    [
      "activation",
      () => new pick.SeparableConv1D({ filters: 1, kernelSize: 1, activation: "relu" }),
      'SeparableConv1D "separable_conv1d": activation is no function; expected a function, or an object with a method call, got "relu". ',
    ],
    [
      "initializer",
      () => new pick.Dense({ units: 1, kernelInitializer: "glorotUniform" }),
      'Dense "dense": kernelInitializer is no function; expected a function, or an object with a method call, got "glorotUniform". ',
    ],
    [
      "regularizer",
      () => new pick.Conv1D({ filters: 1, kernelSize: 1, kernelRegularizer: { class_name: "L2", config: {} } }),
      'Conv1D "conv1d": kernelRegularizer is no function; expected a function, or an object with a method call, got { class_name: "L2", config: {  } }. ',
    ],
    [
      "constraint",
      () => new pick.DepthwiseConv1D({ kernelSize: 1, biasConstraint: "nonNeg" }),
      'DepthwiseConv1D "depthwise_conv1d": biasConstraint is no function; expected a function, or an object with a method call, got "nonNeg". ',
    ],
    [
      "activity regularizer",
      () => new pick.Dropout({ rate: 0, activityRegularizer: "l1" }),
      'Dropout "dropout": activityRegularizer is no function; expected a function, or an object with a method call, got "l1". ',
    ],
  ])("refuses the name of an %s and says what to do", (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({ name: "ArgumentError", message: message + remedy }));
  });

  it("takes functions and objects with call, which its configuration names", () => {
    class Halves {
      call(shape: readonly number[]) {
        return mul(zeros(shape), 0);
      }
      getConfig() {
        return { share: 0.5 };
      }
    }
    const layer = new pick.Dense({
      units: 2,
      activation: twice,
      kernelInitializer: new Halves(),
      kernelRegularizer: (w: Tensor) => sum(w),
      biasConstraint: (w: Tensor) => w,
    });
    layer.apply(tensor([[1, 2]]));
    expect(layer.losses.length).toBe(1);
    expect(layer.getConfig()).toMatchObject({
      activation: { class_name: "function", config: "twice" },
      kernel_initializer: { class_name: "Halves", config: { share: 0.5 } },
    });
    layers.registerSerializable("pick_test", twice, { name: "twice" });
    expect(layer.getConfig()["activation"]).toMatchObject({ registered_name: "pick_test>twice" });
  });

  it("is read from a configuration by the class with names", () => {
    const picked = new pick.Conv1D({ filters: 3, kernelSize: 2, activation: pick.relu });
    expect("fromConfig" in pick.Conv1D).toBe(false);
    const copy = layers.Conv1D.fromConfig(picked.getConfig());
    expect(copy).toBeInstanceOf(pick.Conv1D);
    expect(copy.getConfig()).toEqual(picked.getConfig());
  });

  it("is, to instanceof, what the layer with names is", () => {
    const picked = new pick.Dense({ units: 1 });
    const named = new layers.Dense({ units: 1 });
    for (const layer of [picked, named]) {
      for (const Class of [pick.Dense, layers.Dense, pick.Layer, layers.Layer]) expect(layer).toBeInstanceOf(Class);
      expect(layer).not.toBeInstanceOf(layers.Dropout);
    }
    expect(new pick.Sequential([named])).toBeInstanceOf(layers.Model);
    expect(new layers.Sequential([picked])).toBeInstanceOf(pick.Model);
  });
});

describe("a layer of one's own", () => {
  it("knows names by the Layer that it extends", () => {
    const own = (Layer: typeof layers.Layer) =>
      class Gain extends Layer {
        constructor() {
          super("Gain", {});
        }
        protected override createWeights() {
          this.addWeight({ name: "gain", shape: [1], initializer: "ones" });
        }
        override call(x: Tensor) {
          return x;
        }
      };
    new (own(layers.Layer))().build([1]);
    expect(() => new (own(pick.Layer))().build([1])).toThrow(
      `Gain "gain_1": initializer is no function; expected a function, or an object with a method call, got "ones". ${remedy}`,
    );
  });

  it("is made by its own constructor when Keras' class reads its configuration", () => {
    class Wide extends layers.Dense {}
    expect(Wide.fromConfig({ units: 2, activation: "relu" })).toBeInstanceOf(Wide);
  });
});

it("every class and part of the namespaces can be picked", () => {
  const { activations, initializers, regularizers, constraints } = layers;
  const parts = [activations, initializers, regularizers, constraints].flatMap((namespace) =>
    Object.entries(namespace),
  );
  const missing = parts.filter(([name, part]) => Reflect.get(pick, name) !== part).map(([name]) => name);
  const withoutParameters = ["elu", "gelu", "hardShrink", "leakyRelu", "relu", "softShrink", "squareplus"];
  expect([...new Set(missing)].sort()).toEqual(
    [...withoutParameters, "get", "getAnyActivation", "radialConstraint", "serialize", "threshold"].sort(),
  );
  const classes = Object.entries(layers).filter(
    ([, value]) => typeof value === "function" && value.prototype instanceof layers.Layer,
  );
  // Keras' second names.
  expect(classes.map(([name]) => name).filter((name) => !(name in pick))).toEqual([
    "AvgPool1D",
    "Convolution1D",
    "Convolution1DTranspose",
    "GlobalAvgPool1D",
    "GlobalMaxPool1D",
    "MaxPool1D",
    "SeparableConvolution1D",
  ]);
});
