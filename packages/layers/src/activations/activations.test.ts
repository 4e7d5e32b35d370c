import { createCpuBackend } from "@sepconv/backend-cpu";
import { add, gradients, sum, tensor, useBackend } from "@sepconv/core";
import { beforeAll, describe, expect, it } from "vitest";
import { getActivation } from "./get-activation.js";
import * as activations from "./index.js";
import { serializeActivation } from "./serialize-activation.js";

beforeAll(async () => {
  await useBackend(createCpuBackend());
});

const { get, serialize } = activations;
const keras2 = { dialect: "keras2" } as const;
const refusal = (message: string) => expect.objectContaining({ name: "ArgumentError", message });

describe("names", () => {
  const names =
    "celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus tanh tanh_shrink".split(
      " ",
    );

  it.each(names)("%s, also in camelCase", (name) => {
    const camelCase = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const exported = Object.entries(activations).find(([key]) => key === camelCase)?.[1];
    expect(get(name)).toBe(exported);
    expect(get(camelCase)).toBe(exported);
    expect(get({ module: "builtins", class_name: "function", config: name, registered_name: "function" })).toBe(
      exported,
    );
    expect(serialize(name)).toBe(name);
  });

  it.each(names.filter((name) => name !== "linear"))("%s without options is what layers use", (name) => {
    const x = tensor([[-4, -0.7, -0.2, 0, 0.3, 0.6, 1.5, 7]]);
    expect(getActivation("test", name)(x).dataSync()).toEqual(get(name)(x).dataSync());
  });

  it("none is linear, which gives its argument back", () => {
    const x = tensor([1, 2]);
    expect(get(null)).toBe(activations.linear);
    expect(get(null)(x)).toBe(x);
  });

  it.each([
    ["swish", "silu", "swish"],
    ["silu", "silu", "swish"],
    ["hard_swish", "hard_silu", undefined],
    ["relu", "relu", "relu"],
  ])("%s is written %s, for Keras 2 %s", (name, three, two) => {
    expect(serialize(name)).toBe(three);
    if (two !== undefined) expect(serialize(name, keras2)).toBe(two);
  });

  it.each(["Relu", "RELU", "ReLU", "", "bogus", "toString", "__proto__", "Softmax"])(
    "%j is none of Keras 3's",
    (name) => {
      expect(() => get(name)).toThrow(/^activations\.get: activation is unknown; expected "exponential", "relu", /);
    },
  );

  it.each([5, true, ["relu"], {}, { class_name: 3 }])("%j is no name", (identifier) => {
    expect(() => getActivation("here", identifier)).toThrow("here: activation is unknown");
  });
});

describe("the dialect of Keras 2", () => {
  it("means another function by hard_sigmoid", () => {
    const x = tensor([-2.6, -1, 0, 1, 2.6]);
    expect([...get("hard_sigmoid", keras2)(x).dataSync()]).toEqual([0, 0.3, 0.5, 0.7, 1].map(Math.fround));
    expect(get("hard_sigmoid", keras2)).toBe(activations.hardSigmoidKeras2);
    expect(serialize(activations.hardSigmoidKeras2, keras2)).toBe("hard_sigmoid");
    expect(serialize(activations.hardSigmoidKeras2)).toBe("hard_sigmoid_keras2");
    expect(get("hard_sigmoid_keras2")).toBe(activations.hardSigmoidKeras2);
  });

  it("lacks the functions that came with Keras 3", () => {
    for (const name of ["celu", "glu", "hard_swish", "squareplus", "threshold"]) {
      expect(() => get(name, keras2)).toThrow("activations.get: activation is unknown");
    }
    for (const activation of [activations.celu, activations.hardSigmoid]) {
      const { activationName } = activation;
      expect(() => serialize(activation, keras2)).toThrow(
        refusal(
          `serializeActivation: Keras 2 has no activation that computes "${activationName}". Write it for Keras 3.`,
        ),
      );
    }
  });

  it("takes the names of layers for activations", () => {
    const x = tensor([-2, 3]);
    expect([...get("LeakyReLU", keras2)(x).dataSync()]).toEqual([Math.fround(-0.6), 3]);
    expect([...get("ReLU", keras2)(x).dataSync()]).toEqual([0, 3]);
    expect([...get("ThresholdedReLU", keras2)(tensor([0.5, 1, 2])).dataSync()]).toEqual([0, 0, 2]);
    expect(() => get("PReLU", keras2)).toThrow("activation is unknown");
  });
});

describe("layers as activations", () => {
  const leaky = { class_name: "LeakyReLU", config: { alpha: 0.1 } };

  it("are written as Keras 2 writes them, with numbers of single precision", () => {
    expect(serialize(get(leaky, keras2), keras2)).toEqual({
      module: "keras.layers",
      class_name: "LeakyReLU",
      config: { name: "leaky_re_lu", trainable: true, dtype: "float32", alpha: 0.10000000149011612 },
      registered_name: null,
    });
    expect(serialize("ReLU", keras2)).toEqual({
      module: "keras.layers",
      class_name: "ReLU",
      config: { name: "re_lu", trainable: true, dtype: "float32", max_value: null, negative_slope: 0, threshold: 0 },
      registered_name: null,
    });
  });

  it("come back from what is written for Keras 3", () => {
    const written = serialize(get(leaky, keras2));
    expect(written).toMatchObject({ class_name: "LeakyReLU", config: { name: "leaky_re_lu", negative_slope: 0.1 } });
    if (typeof written === "string") throw new TypeError("an object was expected");
    expect([...get(written)(tensor([-10])).dataSync()]).toEqual([-1]);
  });

  it("have no other parameters", () => {
    expect(() => get({ class_name: "ELU", config: { beta: 1 } })).toThrow('ELU: unknown option "beta"');
    expect(() => get({ class_name: "ELU", config: { alpha: "1" } })).toThrow("ELU: alpha is not valid");
  });
});

describe("functions of one's own", () => {
  const plusOne = (x: Parameters<typeof add>[0]) => add(x, 1);

  it("are called, and written when they are registered", () => {
    const activation = getActivation("test", plusOne);
    expect([...activation(tensor([1])).dataSync()]).toEqual([2]);
    const registeredName = (compute: CallableFunction) => (compute === plusOne ? "mine>plus_one" : undefined);
    const written = serializeActivation(activation, { registeredName });
    expect(written).toEqual({
      module: null,
      class_name: "function",
      config: "mine>plus_one",
      registered_name: "mine>plus_one",
    });
    const custom = (name: string) => (name === "mine>plus_one" ? plusOne : undefined);
    expect([...getActivation("test", written, { custom })(tensor([1])).dataSync()]).toEqual([2]);
    expect(getActivation("test", written, { custom }).own).toBe(plusOne);
  });

  it("are not written when they are not", () => {
    expect(() => serialize(plusOne)).toThrow(
      refusal(
        'serializeActivation: the function "plusOne" is not registered; expected an activation of Keras, or a function that registerSerializable knows. Register it before the layer is written.',
      ),
    );
  });

  it("have to give a tensor", () => {
    const nothing = (): undefined => undefined;
    const activation = getActivation("test", nothing);
    expect(() => activation(tensor([1]))).toThrow(refusal("nothing: the function gave no tensor; got undefined."));
  });
});

describe("parameters", () => {
  it.each([
    [() => activations.relu(tensor([1]), { maxValue: Number.NaN }), "relu: maxValue is not valid"],
    [() => get("relu")(tensor([1]), { alpha: 1 }), 'relu: unknown option "alpha"'],
    [() => getActivation("test", "tanh")(tensor([1]), { alpha: 1 }), 'tanh: unknown option "alpha"'],
    [() => activations.squareplus(tensor([1]), { b: -1 }), "squareplus: b is not valid"],
    [() => get("threshold")(tensor([1])), "threshold: a number is missing; expected threshold and defaultValue"],
    [() => activations.sparsemax(tensor([1]), { axis: 1 }), "sparsemax: axis is out of range"],
    [() => activations.glu(tensor([[1, 2, 3]])), "glu: axis -1 cannot be halved; expected an even extent, got [1, 3]."],
  ])("%#: are checked", (compute, message) => {
    expect(compute).toThrow(message);
  });

  it("change what the functions compute", () => {
    const x = tensor([-3, -1, 0.25, 2, 9]);
    const values = (y: typeof x) => [...y.dataSync()];
    expect(values(activations.relu(x, { negativeSlope: 0.5, maxValue: 4, threshold: 1 }))).toEqual([
      -2, -1, -0.375, 2, 4,
    ]);
    expect(values(activations.relu(x, { threshold: -2 }))).toEqual([-0, -1, 0.25, 2, 9]);
    expect(values(activations.hardShrink(x, { threshold: 1 }))).toEqual([-3, -0, 0, 2, 9]);
    expect(values(activations.softShrink(x, { threshold: 1 }))).toEqual([-2, 0, 0, 1, 8]);
    expect(values(activations.softShrink(x, { threshold: -1 }))).toEqual([-4, -2, 1.25, 3, 10]);
    expect(values(activations.threshold(x, { threshold: 1, defaultValue: -7 }))).toEqual([-7, -7, -7, 2, 9]);
    expect(values(activations.squareplus(x, { b: 0 }))).toEqual([0, 0, 0.25, 2, 9]);
    expect(values(activations.gelu(x, { approximate: true }))).not.toEqual(values(activations.gelu(x)));
  });
});

describe("sparsemax", () => {
  it("is one at the largest of elements that lie apart, along any axis, −∞ among them", () => {
    expect([
      ...activations
        .sparsemax(
          tensor([
            [1, 3],
            [Number.NEGATIVE_INFINITY, 5],
          ]),
        )
        .dataSync(),
    ]).toEqual([0, 1, 0, 1]);
    expect([
      ...activations
        .sparsemax(
          tensor([
            [1, 3],
            [4, 5],
          ]),
          { axis: 0 },
        )
        .dataSync(),
    ]).toEqual([0, 0, 1, 1]);
  });

  it("takes ties one after the other, as a sort does: τ = ((z₁) + (z₁ + z₂) − 1) / 2", () => {
    expect([...activations.sparsemax(tensor([0.5, 0.5, -2])).dataSync()]).toEqual([0.25, 0.25, 0]);
  });

  it("has the gradient of its formula", () => {
    const x = tensor([0.5, 0.25, -2]);
    const [gradient] = gradients(() => sum(activations.sparsemax(x)), [x]);
    // y₁ + y₂ = z₁ + z₂ − 2τ with τ = (2·z₁ + z₂ − 1) / 2
    expect([...(gradient?.dataSync() ?? [])]).toEqual([-1, 0, 0]);
  });
});
