import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, openDevice, relu, type Tensor, tensor, useBackend, withDevice, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "./index.js";
import { BatchNormalization, Dense, Dropout, GlobalAveragePooling1D } from "./index.js";

/** A value of the wrong type, as JavaScript passes it. */
const wrong = (value: unknown) => value as never;

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
      'BatchNormalization "n": axis -1 of the input is unknown; expected a known extent to build the weights for, got [2, null].',
    );
    const layer = make({});
    layer.build([null, 3]);
    expect(() => layer.apply(zeros([1, 4]))).toThrow(
      'BatchNormalization "n": axis -1 of the input does not fit; expected an extent of 3, got [1, 4].',
    );
    expect(BatchNormalization.fromConfig({ name: "k2", axis: [2] }).axis).toBe(2);
  });
});

describe("what every layer does", () => {
  const identity = () => new Dropout({ rate: 0.5 });

  it("returns a tensor of its own, even where nothing changes", () => {
    const x = tensor([1, 2]);
    const y = identity().apply(x);
    y.dispose();
    expect([...x.dataSync()]).toEqual([1, 2]);
  });

  it("computes where its input lives, also what depends on weights alone", async () => {
    const other = await openDevice(createCpuBackend());
    const layer = new BatchNormalization();
    const x = withDevice(other, () => relu(zeros([2, 3])));
    expect(layer.apply(x).shape).toEqual([2, 3]);
    const model = new layers.Sequential([new Dense({ units: 1 })]);
    await model.to(other);
    const before = other.statistics().launches;
    model.apply(zeros([1, 2]));
    expect(other.statistics().launches).toBeGreaterThan(before);
    await expect(model.to(wrong("cpu"))).rejects.toThrow("this is no device");
  });

  it("leaves no weights behind when building fails, and can be built again", () => {
    let failures = 1;
    const once = Object.assign(
      (shape: readonly number[]) => {
        if (failures-- > 0) throw new Error("on purpose");
        return zeros(shape);
      },
      { className: "Once", getConfig: () => ({}) },
    );
    const layer = new Dense({ units: 2, biasInitializer: once });
    expect(() => layer.build([null, 3])).toThrow("on purpose");
    expect(layer.weights).toEqual([]);
    layer.build([null, 3]);
    expect(layer.weights.map((weight) => weight.name.split("/")[1])).toEqual(["kernel", "bias"]);
    const wide = Object.assign(() => zeros([7]), { className: "Wide", getConfig: () => ({}) });
    expect(() => new Dense({ units: 2, name: "d", kernelInitializer: wide }).build([null, 3])).toThrow(
      'Dense "d": a value does not fit the weight "kernel"; expected float32 [3, 2], got "float32 [7]".',
    );
    const model = new layers.Sequential([
      new layers.SeparableConv1D({ filters: 1, kernelSize: 3 }),
      new layers.SeparableConv1D({ filters: 1, kernelSize: 50 }),
    ]);
    expect(() => model.apply(zeros([1, 10, 3]))).toThrow("an input of 8 steps gives no output");
    expect(model.apply(zeros([1, 100, 4])).shape).toEqual([1, 49, 1]);
  });

  it("changes all weights or none", () => {
    const layer = new Dense({ units: 1, name: "d" });
    layer.build([null, 1]);
    expect(() => layer.setWeights([tensor([[5]]), tensor(new Float64Array([7]))])).toThrow(
      'Dense "d": a value does not fit the weight "d/bias"; expected float32 [1], got "float64 [1]".',
    );
    expect(layer.kernel?.version).toBe(0);
    expect(() => layer.setWeights(wrong(null))).toThrow("the number of weights differs");
    expect(() => layer.setWeights([wrong(null), wrong(null)])).toThrow("tensor: data holds something else");
  });

  it("casts floating-point inputs, names itself when an input is of integers, and predicts from any", async () => {
    const layer = new Dense({ units: 1, name: "d", dtype: "float64", kernelInitializer: "ones" });
    expect(layer.apply(tensor([[1]]))).toMatchObject({ dtype: "float64", shape: [1, 1] });
    expect(new Dense({ units: 1 }).apply(tensor(new Float64Array([1]), [1, 1])).dtype).toBe("float32");
    expect(() => layer.apply(tensor(new Int32Array([1]), [1, 1]))).toThrow(
      'Dense "d": the input has another dtype than the layer; expected "float64", got "int32". Use cast(x, "float64").',
    );
    const sums = new Dense({ units: 1, dtype: "float64", kernelInitializer: "ones" });
    const model = new layers.Sequential([sums], { dtype: "float64" });
    expect(await (await model.predict([[1, 2]])).array()).toEqual([[3]]);
    expect(await (await model.predict(tensor(new Int32Array([3, 4]), [1, 2]))).array()).toEqual([[7]]);
  });

  it("refuses values of the wrong kind, and shapes that are none", () => {
    expect(() => new Dense(wrong(undefined))).toThrow("Dense: options are no object; expected { … }, got undefined.");
    expect(() => new Dense({ units: 1, name: "d", useBias: wrong("no") })).toThrow(
      'Dense "d": useBias is not valid; expected true or false, got "no".',
    );
    expect(() => new BatchNormalization({ name: "n", epsilon: wrong("x") })).toThrow(
      'BatchNormalization "n": epsilon is not valid; expected a number from 0 to 1, got "x".',
    );
    expect(() => new Dense({ units: 1, name: "d" }).build(wrong(null))).toThrow(
      'Dense "d": the input shape is not one; expected at most 8 whole numbers, or null for unknown extents, got null.',
    );
    expect(() => identity().computeOutputShape([-1])).toThrow("the input shape is not one");
    expect(() => new Dense({ units: 2 ** 31 - 1, name: "d" }).build([null, 4])).toThrow(
      'Dense "d": the shape is not one',
    );
    expect(() => Dense.fromConfig(wrong(null))).toThrow(
      "fromConfig: this is no configuration; expected an object, got null.",
    );
    expect(() => new layers.Sequential(wrong({}), { name: "m" })).toThrow(
      'Sequential "m": there is no list of layers; expected [layer, …], got {  }.',
    );
  });

  it("freezes the layers of a model with the model", () => {
    const inner = new Dense({ units: 1 });
    const model = new layers.Sequential([inner]);
    model.trainable = false;
    expect(inner.trainable).toBe(false);
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
    expect(layers.activations.get({ class_name: "function", config: "relu" }).fused).toBe("relu");
    const columns = layers.activations.get("softmax")(zeros([2, 1]), { axis: 0 });
    expect(await columns.array()).toEqual([[0.5], [0.5]]);
    const own = new layers.Activation({ activation: (x: Tensor) => mul(x, 2) });
    expect(await own.apply(tensor([3])).array()).toEqual([6]);
    expect(layers.initializers.get("glorotUniform")([2, 2], { seed: 1 }).shape).toEqual([2, 2]);
    expect(layers.initializers.get({ class_name: "Ones", config: {} })([1]).dataSync()[0]).toBe(1);
    expect(() => layers.activations.get("constructor")).toThrow('got "constructor".');
    expect(() => layers.initializers.get("toString")).toThrow(
      'identifier is unknown; expected "Constant", "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "Identity", "LecunNormal", "LecunUniform", "Ones", "Orthogonal", "RandomNormal", "RandomUniform", "STFT", "TruncatedNormal", "VarianceScaling", "Zeros", got "toString".',
    );
  });
});
