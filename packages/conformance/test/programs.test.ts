import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { add, type Device, mul, RandomSource, relu, type Tensor, tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** A network of every layer that a program folds something into, with branches that meet. */
class Branches extends layers.Model {
  /** How often the layers' JavaScript ran. */
  calls = 0;
  readonly #activation: string;

  constructor(activation: string, options: { readonly scale: boolean; readonly useBias: boolean }) {
    super("Branches", {}, []);
    this.#activation = activation;
    const { scale, useBias } = options;
    const inner = [
      new layers.SeparableConv1D({ filters: 6, kernelSize: 5, padding: "same", depthMultiplier: 2, useBias }),
      new layers.BatchNormalization({ scale }),
      new layers.Conv1D({ filters: 6, kernelSize: 3, padding: "causal", groups: 2, useBias }),
      new layers.BatchNormalization({ center: false }),
      new layers.DepthwiseConv1D({ kernelSize: 4, padding: "same", depthMultiplier: 2, useBias }),
      new layers.BatchNormalization(),
      new layers.Conv1DTranspose({ filters: 5, kernelSize: 3, strides: 2, padding: "same", useBias }),
      new layers.BatchNormalization(),
      new layers.Dense({ units: 4, useBias }),
      new layers.BatchNormalization(),
      new layers.GlobalAveragePooling1D(),
      new layers.Dense({ units: 3, activation: "softmax" }),
    ];
    for (const layer of inner) this.addLayer(layer);
    this.build([null, 20, 3]);
  }

  override call(input: Tensor): Tensor {
    this.calls++;
    const activate = new layers.Activation({ activation: this.#activation });
    const apply = (x: Tensor, first: number, last: number): Tensor =>
      this.layers.slice(first, last).reduce((value, layer) => layer.apply(value), x);
    const separable = activate.apply(apply(input, 0, 2));
    const grouped = apply(separable, 2, 4);
    const met = relu(add(grouped, separable));
    return apply(activate.apply(mul(apply(met, 4, 10), 0.5)), 10, 12);
  }

  protected override createWeights(): void {
    const shapes = [3, 6, 6, 6, 6, 12, 12, 5, 5, 4, 4, 4];
    this.layers.forEach((layer, index) => {
      layer.build(index === 11 ? [null, 4] : [null, 20, shapes[index] ?? 1]);
    });
  }

  protected override outputShapeOf([batch = null]: layers.PartialShape): layers.PartialShape {
    return [batch, 3];
  }

  protected override checkInput(): void {}
}

function randomize(model: layers.Model, seed: number): void {
  const source = new RandomSource(seed);
  for (const weight of model.weights) {
    // A variance is positive.
    const low = weight.name.includes("variance") ? 0.2 : -1;
    weight.assign(tensor(Float32Array.from(source.uniform(weight.size, low, 1)), weight.shape));
  }
}

describe.each<[string, () => Promise<Device>]>([
  ["cpu", async () => await useBackend(createCpuBackend())],
  ["wasm", async () => await useBackend(createWasmBackend())],
])("programs on %s", (_, open) => {
  let device: Device;
  beforeAll(async () => {
    device = await open();
  });
  afterAll(() => device.dispose());

  const cases = ["relu", "linear", "tanh", "gelu", "silu"].flatMap((activation) =>
    [true, false].flatMap((scale) => [true, false].map((useBias) => ({ activation, scale, useBias }))),
  );

  it.each(cases)("predict what the layers compute: $activation, scale $scale, bias $useBias", async (options) => {
    const model = new Branches(options.activation, options);
    for (const seed of [1, 2]) {
      randomize(model, seed);
      const x = tensor(Float32Array.from(new RandomSource(seed).uniform(7 * 60, -1, 1)), [7, 20, 3]);
      model.runEagerly = true;
      const expected = await (await model.predict(x, { batchSize: 3 })).data();
      model.runEagerly = false;
      for (let run = 0; run < 4; run++) {
        const got = await (await model.predict(x, { batchSize: 3 })).data();
        const error = Math.max(...got.map((value, index) => Math.abs(value - (expected[index] ?? Number.NaN))));
        expect(error).toBeLessThan(2e-6);
      }
    }
    model.dispose();
  });

  it("run without the layers' JavaScript from the third batch of a shape on, until a weight changes", async () => {
    const model = new Branches("relu", { scale: true, useBias: true });
    const x = tensor(new Float32Array(60), [1, 20, 3]);
    const callsOf = async (times: number): Promise<number> => {
      const before = model.calls;
      for (let run = 0; run < times; run++) (await model.predict(x)).dispose();
      return model.calls - before;
    };
    expect(await callsOf(5)).toBe(2);
    expect(await callsOf(5)).toBe(0);
    randomize(model, 3);
    expect(await callsOf(5)).toBe(2);
    model.runEagerly = true;
    expect(await callsOf(5)).toBe(5);
    model.dispose();
  });

  it("keep as little memory as their buffers and folded weights", async () => {
    const model = new Branches("relu", { scale: true, useBias: true });
    const x = tensor(new Float32Array(60), [1, 20, 3]);
    for (let run = 0; run < 3; run++) (await model.predict(x)).dispose();
    const before = device.statistics();
    for (let run = 0; run < 1000; run++) (await model.predict(x)).dispose();
    const after = device.statistics();
    expect([after.liveBytes, after.packedBytes]).toEqual([before.liveBytes, before.packedBytes]);
    expect([after.allocations, after.plans, after.packs]).toEqual([before.allocations, before.plans, before.packs]);
    model.dispose();
    expect(device.statistics().packedBytes).toBe(0);
  });
});
