import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend, zeros } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

/** Two inputs, a layer that is used twice, an output within and one at the end. */
function twoHeads() {
  const [left, right] = ["left", "right"].map((name) => layers.input({ shape: [null, 3], name }));
  if (!left || !right) throw new Error("two inputs");
  const shared = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, padding: "same", name: "shared" });
  const pool = new layers.GlobalAveragePooling1D({ name: "pool" });
  const head = new layers.Dense({ units: 2, name: "head" });
  const first = pool.apply(shared.apply(left));
  const second = pool.apply(shared.apply(right));
  return { left, right, first, second, shared, head };
}

describe("functional models", () => {
  it("compute what their layers compute, one by one", () => {
    const x = layers.input({ shape: [20, 3] });
    const convolution = new layers.Conv1D({ filters: 4, kernelSize: 3, activation: "relu" });
    const dense = new layers.Dense({ units: 2 });
    const model = layers.model({ inputs: x, outputs: dense.apply(convolution.apply(x)) });
    const batch = tensor(
      Float32Array.from({ length: 120 }, (_, index) => Math.sin(index)),
      [2, 20, 3],
    );
    expect(model.apply(batch).dataSync()).toEqual(dense.apply(convolution.apply(batch)).dataSync());
    expect(model.inputShape).toEqual([null, 20, 3]);
    expect(model.outputShape).toEqual([null, 18, 2]);
    expect(model.layers.map(({ name }) => name)).toEqual(["input_layer", "conv1d", "dense"]);
    expect(model.weights.map(({ name }) => name)).toEqual([
      "conv1d/kernel",
      "conv1d/bias",
      "dense/kernel",
      "dense/bias",
    ]);
    expect(model.countParams()).toBe(3 * 3 * 4 + 4 + 4 * 2 + 2);
  });

  it("take lists and records, and give outputs in their form", async () => {
    const { left, right, first, second, shared, head } = twoHeads();
    const model = layers.model({ inputs: [left, right], outputs: { b: head.apply(first), a: second } });
    const [l, r] = [zeros([5, 7, 3]), zeros([5, 9, 3])];
    const byList = model.applyTo([l, r]);
    const byName = model.applyTo({ right: r, left: l });
    for (const outputs of [byList, byName]) {
      expect(Object.entries(outputs).map(([name, { shape }]) => [name, shape])).toEqual([
        ["a", [5, 4]],
        ["b", [5, 2]],
      ]);
    }
    expect(model.weights).toHaveLength(3 + 2);
    expect(model.getLayer("shared")).toBe(shared);
    const predicted = await model.predict([l, r], { batchSize: 2 });
    expect(Object.keys(predicted)).toEqual(["a", "b"]);
    expect(() => model.applyTo([l])).toThrow(
      'Functional "functional": the inputs are not those of the model; expected a list or record of "left", "right", got [',
    );
    expect(() => model.applyTo([l, zeros([5, 7, 4])])).toThrow('InputLayer "right": the input does not fit');
    await expect(model.predict([l, zeros([4, 9, 3])])).rejects.toThrow(
      'Functional "functional": predict: inputs have different numbers of samples; expected 5 samples, got [4, 9, 3].',
    );
  });

  it("are written and read in both dialects", () => {
    const { left, right, first, second, head } = twoHeads();
    const inner = layers.model({ inputs: left, outputs: first, name: "inner" });
    const model = layers.model({
      inputs: { right, left },
      outputs: [head.apply(inner.apply(right)), second],
      name: "outer",
    });
    expect(model.layers.map(({ name }) => name)).toEqual(["right", "inner", "shared", "left", "head", "pool"]);
    for (const dialect of ["keras3", "keras2"] as const) {
      const json = model.toConfig({ dialect });
      expect(json).toMatchObject({ class_name: "Functional", config: { name: "outer" } });
      const copy = layers.modelFromConfig(JSON.parse(JSON.stringify(json)), { dialect });
      expect(copy.toConfig({ dialect })).toEqual(json);
      expect(copy.countParams()).toBe(2 * inner.countParams() + head.countParams());
    }
  });

  it("are layers of other models, with their mask and device", () => {
    const x = layers.input({ shape: [8, 3] });
    const inner = layers.model({ inputs: x, outputs: new layers.Conv1D({ filters: 2, kernelSize: 1 }).apply(x) });
    const outer = new layers.Sequential([inner, new layers.GlobalAveragePooling1D()]);
    expect(outer.apply(zeros([4, 8, 3])).shape).toEqual([4, 2]);
    expect(outer.weights).toEqual(inner.weights);
    const y = inner.apply(layers.input({ shape: [8, 3] }));
    expect(y.shape).toEqual([null, 8, 2]);
  });

  it("refuse what leads nowhere, names twice, and what is not symbolic", () => {
    const [x, y] = [layers.input({ shape: [4] }), layers.input({ shape: [4] })];
    const z = new layers.Dense({ units: 1 }).apply(x);
    expect(() => layers.model({ inputs: y, outputs: z })).toThrow(
      'Functional "functional": an output follows from "input_layer", which is none of the inputs; expected inputs that lead to all outputs.',
    );
    const twice = new layers.Dense({ units: 1, name: "d" }).apply(new layers.Dense({ units: 1, name: "d" }).apply(x));
    expect(() => layers.model({ inputs: x, outputs: twice })).toThrow(
      'two layers have one name; expected names of their own, got "d".',
    );
    expect(() => layers.model({ inputs: zeros([1]) as never, outputs: z })).toThrow("inputs are not symbolic");
    expect(() => layers.model({ inputs: x, outputs: z, layers: [] } as never)).toThrow('unknown option "layers"');
  });

  it("refuse configurations whose calls wait for what never comes", () => {
    const x = layers.input({ shape: [4], name: "x" });
    const model = layers.model({ inputs: x, outputs: new layers.Dense({ units: 1, name: "d" }).apply(x), name: "m" });
    const json = JSON.stringify(model.toConfig());
    const read = (text: string) => () => layers.modelFromConfig(JSON.parse(text));
    expect(read(json.replaceAll('["x",0,0]', '["d",0,0]'))).toThrow(
      'Functional "m": a layer\'s input is computed by none; expected the configuration of a functional model, got "d".',
    );
    expect(read(json.replace('"output_layers":["d",0,0]', '"output_layers":["d",1,0]'))).toThrow(
      'Functional "m": a tensor is computed by no layer',
    );
    expect(read(json.replace('"kwargs":{}', '"kwargs":{"initial_state":null}'))).toThrow(
      'a call has the argument "initial_state", which is not read',
    );
  });
});
