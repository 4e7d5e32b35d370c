import { createCpuBackend } from "@sepconv/backend-cpu";
import { mul, type Tensor, tensor, useBackend } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

const steps = tensor([
  [[1], [2], [0]],
  [[3], [0], [0]],
]);

describe("layer.input and layer.output", () => {
  const input = () => layers.input({ shape: [3, 1], name: "signal" });

  it("make a model of a part of another one", async () => {
    const features = new layers.Dense({ units: 2, name: "features" }).apply(input());
    const model = layers.model({
      inputs: features.node.inputs[0] as layers.SymbolicTensor,
      outputs: new layers.Dense({ units: 1 }).apply(features),
    });
    const part = layers.model({ inputs: model.inputs, outputs: model.getLayer("features").output });
    expect(model.getLayer("features").output).toBe(features);
    expect(model.getLayer("features").input).toBe(model.getLayer("signal").output);
    expect((await part.predict(steps)).shape).toEqual([2, 3, 2]);
  });

  it("are lists for several inputs", () => {
    const [a, b] = [input(), input()];
    const sum = new layers.Add();
    sum.apply([a, b]);
    expect(sum.input).toEqual([a, b]);
  });

  it("are an error for several calls, and not there before the first", () => {
    const dense = new layers.Dense({ units: 1, name: "shared" });
    expect(() => layers.model({ inputs: input(), outputs: dense.output })).toThrow(
      'Functional "functional": outputs are not symbolic; expected what layers.input() and layers give: one, a list, or a record, got undefined.',
    );
    dense.apply(dense.apply(input()));
    expect(() => dense.output).toThrow(
      'Dense "shared": the layer has no one output, as it was applied 2 times. Keep what apply() gives.',
    );
  });
});

it("ops refuse symbolic tensors, and name the layers to use", () => {
  const symbolic = layers.input({ shape: [3] }) as unknown as Tensor;
  expect(() => mul(symbolic, 2)).toThrow(
    "mul: a is no tensor; expected a tensor, got SymbolicTensor. Ops take tensors: apply a layer, such as layers.Add or " +
      "layers.Activation, or one of your own with the op inside.",
  );
});

describe("masks", () => {
  /** The means of the steps that are not 0. */
  const means = [1.5, 3];
  const pooledBy = (inner: (x: layers.SymbolicTensor) => layers.SymbolicTensor): layers.Functional => {
    const input = layers.input({ shape: [3, 1] });
    return layers.model({ inputs: input, outputs: inner(input) });
  };
  const pool = () => new layers.GlobalAveragePooling1D();

  it.each<[string, () => layers.Model]>([
    [
      "come out of a functional model",
      () => pooledBy((x) => pool().apply(pooledBy((y) => new layers.Masking().apply(y)).apply(x))),
    ],
    [
      "go into a functional model",
      () => pooledBy((x) => pooledBy((y) => pool().apply(y)).apply(new layers.Masking().apply(x))),
    ],
    [
      "go through one",
      () =>
        pooledBy((x) =>
          pool().apply(pooledBy((y) => new layers.Identity().apply(y)).apply(new layers.Masking().apply(x))),
        ),
    ],
    [
      "come out of a Sequential model",
      () =>
        pooledBy((x) => pool().apply(new layers.Sequential([new layers.Masking(), new layers.Identity()]).apply(x))),
    ],
    [
      "go into a Sequential model",
      () => pooledBy((x) => new layers.Sequential([pool()]).apply(new layers.Masking().apply(x))),
    ],
    [
      "go from a functional model on in a Sequential one",
      () => new layers.Sequential([pooledBy((x) => new layers.Masking().apply(x)), pool()]),
    ],
  ])("%s", async (_, make) => {
    const model = make();
    expect([...((await model.predict(steps)) as Tensor).dataSync()]).toEqual(means);
    expect([...model.apply(steps).dataSync()]).toEqual(means);
  });

  it("end where a model inside pools the steps", async () => {
    const model = pooledBy((x) => {
      const pooled = pooledBy((y) => pool().apply(y)).apply(new layers.Masking().apply(x));
      return new layers.RepeatVector({ n: 5 }).apply(pooled);
    });
    expect((await model.predict(steps)).shape).toEqual([2, 5, 1]);
  });

  it("are given with a call", () => {
    const model = pooledBy((x) => pool().apply(x));
    const mask = tensor([
      [true, false, false],
      [true, true, false],
    ]);
    expect([...model.apply(steps, { mask }).dataSync()]).toEqual([1, 1.5]);
  });
});

it("LossScaleOptimizer is refused by name", () => {
  const inner = { class_name: "Adam", config: {} };
  expect(() => layers.optimizers.get({ class_name: "LossScaleOptimizer", config: { inner_optimizer: inner } })).toThrow(
    /LossScaleOptimizer is not there; got \{ .* \}\. Use the optimizer inside it: mixed policies are computed in float32, which needs no scaling\.$/,
  );
});
