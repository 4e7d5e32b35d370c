import { createCpuBackend } from "@sepconv/backend-cpu";
import {
  add,
  mean,
  mul,
  setRandomSeed,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
  type Variable,
  zeros,
} from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "./index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  setRandomSeed(1);
  await useBackend(createCpuBackend());
});

interface BlockOptions extends layers.LayerOptions {
  readonly filters?: number;
}

/** Convolution, normalization and a shortcut with a gain: layers and a weight inside a layer. */
class Block extends layers.Layer {
  readonly filters: number;
  readonly convolution: layers.SeparableConv1D;
  readonly rest: readonly layers.Layer[];
  gain?: Variable;

  constructor({ filters = 3, ...options }: BlockOptions = {}) {
    super("Block", options);
    this.filters = filters;
    this.convolution = new layers.SeparableConv1D({ filters, kernelSize: 3, padding: "same", name: "convolution" });
    this.rest = [new layers.BatchNormalization({ name: "normalization" }), new layers.ReLU({ name: "relu" })];
  }

  protected override createWeights(inputShape: layers.PartialShape): void {
    this.gain = this.addWeight({ name: "gain", shape: [inputShape.at(-1) ?? 1], initializer: "ones" });
    for (const layer of [this.convolution, ...this.rest]) layer.build(inputShape);
  }

  override call(x: Tensor, options: layers.CallOptions): Tensor {
    const y = this.rest.reduce((value, layer) => layer.apply(value, options), this.convolution.apply(x, options));
    this.addLoss(mul(mean(square(y)), 0.1));
    return add(mul(x, this.gain ?? 1), y);
  }

  protected override outputShapeOf(inputShape: layers.PartialShape): layers.PartialShape {
    return inputShape;
  }

  override getConfig(options?: layers.DialectOption): layers.Config {
    return { ...super.getConfig(options), filters: this.filters };
  }
}
layers.registerSerializable("own_layers", Block);

const signals = tensor(
  Array.from({ length: 8 }, (_, sample) =>
    Array.from({ length: 6 }, (_, step) => [0, 1, 2].map((channel) => Math.sin(sample + step * channel))),
  ),
);
const labels = tensor(Array.from({ length: 8 }, (_, sample) => [sample % 2]));

describe("a layer of one's own with layers as fields", () => {
  const names = (block: Block): string[] => block.weights.map(({ name }) => name);

  it("has their weights, its own first", () => {
    const block = new Block({ name: "block" });
    block.build([null, 6, 3]);
    expect(names(block)).toEqual([
      "block/gain",
      ...["depthwise_kernel", "pointwise_kernel", "bias"].map((name) => `convolution/${name}`),
      ...["gamma", "beta", "moving_mean", "moving_variance"].map((name) => `normalization/${name}`),
    ]);
    expect(block.trainableWeights.length).toBe(6);
  });

  it("freezes them with itself, before and after it is built", () => {
    const early = new Block({ trainable: false });
    early.build([null, 6, 3]);
    expect([early.trainableWeights.length, early.convolution.trainable]).toEqual([0, false]);
    const late = new Block();
    late.build([null, 6, 3]);
    late.trainable = false;
    expect([late.trainableWeights.length, late.rest[0]?.trainable]).toEqual([0, false]);
  });

  it("adds losses in its call", () => {
    const block = new Block();
    block.apply(signals);
    expect(block.losses.length).toBe(1);
    block.apply(signals);
    expect(block.losses.length).toBe(1);
  });

  it("comes back from its configuration, with its weights", async () => {
    const model = new layers.Sequential([
      new layers.InputLayer({ shape: [6, 3] }),
      new Block({ filters: 3, name: "block" }),
    ]);
    const copy = layers.modelFromConfig(model.toJson()) as layers.Sequential;
    expect((copy.layers[0] as Block).filters).toBe(3);
    copy.setWeights(model.getWeights());
    expect((await copy.predict(signals)).dataSync()).toEqual((await model.predict(signals)).dataSync());
  });

  it.each<[string, () => layers.Model]>([
    [
      "a Sequential model",
      () =>
        new layers.Sequential([
          new layers.InputLayer({ shape: [6, 3] }),
          new Block({ name: "block" }),
          new layers.GlobalAveragePooling1D(),
          new layers.Dense({ units: 1 }),
        ]),
    ],
    [
      "a functional model",
      () => {
        const input = layers.input({ shape: [6, 3] });
        const pooled = new layers.GlobalAveragePooling1D().apply(new Block({ name: "block" }).apply(input));
        return layers.model({ inputs: input, outputs: new layers.Dense({ units: 1 }).apply(pooled) });
      },
    ],
  ])("trains in %s, with the losses that it adds", async (_, make) => {
    const model = make();
    model.compile({ optimizer: "adam", loss: "mse" });
    const gain = () => [...(model.getLayer("block").weights[0]?.dataSync() ?? [])];
    const before = gain();
    const { history } = await model.fit(signals, labels, { epochs: 10 });
    expect(history["loss"]?.at(-1)).toBeLessThan(history["loss"]?.[0] ?? 0);
    expect(gain()).not.toEqual(before);
  });

  it("may leave building to the first call, of fit as well", async () => {
    class Lazy extends layers.Layer {
      readonly inner = new layers.Dense({ units: 2, name: "inner" });
      constructor() {
        super("Lazy", {});
      }
      override call(x: Tensor): Tensor {
        return this.inner.apply(x);
      }
      protected override outputShapeOf([batch = null]: layers.PartialShape): layers.PartialShape {
        return [batch, 2];
      }
    }
    const model = new layers.Sequential([new Lazy()]);
    model.compile({ optimizer: "sgd", loss: "mse" });
    await model.fit(labels, zeros([8, 2]));
    expect(model.optimizer?.built && model.trainableWeights.map(({ name }) => name)).toEqual([
      "inner/kernel",
      "inner/bias",
    ]);
    expect(model.weights[1]?.dataSync().some((bias) => bias !== 0)).toBe(true);
  });
});

describe("a model of one's own", () => {
  class Classifier extends layers.Model {
    readonly block = new Block({ name: "block" });
    readonly pool = new layers.GlobalMaxPooling1D({ name: "pool" });
    readonly scores = new layers.Dense({ units: 1, name: "scores" });

    constructor(options: layers.LayerOptions = {}) {
      super("Classifier", options);
    }

    override call(x: Tensor, options: layers.CallOptions): Tensor {
      return this.scores.apply(this.pool.apply(this.block.apply(x, options)));
    }
  }

  it("is trained, tested and predicts, without saying its output's shape", async () => {
    const model = new Classifier();
    expect(model.layers.map(({ name }) => name)).toEqual(["block", "pool", "scores"]);
    model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"] });
    const { history } = await model.fit(signals, labels, { epochs: 10, batchSize: 4 });
    expect(history["loss"]?.at(-1)).toBeLessThan(history["loss"]?.[0] ?? 0);
    expect(Object.keys(await model.evaluate(signals, labels))).toEqual(["loss", "mae"]);
    const predictions = [await model.predict(signals), await model.predict(signals), await model.predict(signals)];
    for (const predicted of predictions) expect(predicted.shape).toEqual([8, 1]);
    expect(predictions[2]?.dataSync()).toEqual(predictions[0]?.dataSync());
    expect(model.outputShape).toEqual([4, 1]);
  });

  it("comes back from its configuration", () => {
    layers.registerSerializable("own_layers", Classifier);
    const copy = layers.deserialize(layers.serialize(new Classifier({ name: "classifier" })));
    expect(copy).toBeInstanceOf(Classifier);
    expect(copy.name).toBe("classifier");
  });

  it("prints a summary", async () => {
    const model = new Classifier({ name: "classifier" });
    model.apply(signals);
    const lines: string[] = [];
    model.summary({ lineLength: 60, print: (line) => lines.push(line) });
    expect(lines.filter((line) => line.startsWith("│"))).toEqual([
      "│ block (Block)            │ (8, 6, 3)         │        36 │",
      "│ pool                     │ (8, 3)            │         0 │",
      "│ (GlobalMaxPooling1D)     │                   │           │",
      "│ scores (Dense)           │ (8, 1)            │         4 │",
    ]);
  });

  class Heads extends layers.Model {
    readonly trunk = new layers.Dense({ units: 4, activation: "tanh", name: "trunk" });
    readonly a = new layers.Dense({ units: 1, name: "dense_a" });
    readonly b = new layers.Dense({ units: 2, name: "dense_b" });
    readonly asRecord: boolean;

    constructor(asRecord: boolean) {
      super("Heads", { name: "heads" });
      this.asRecord = asRecord;
    }

    override get inputNames(): readonly string[] {
      return ["left", "right"];
    }

    override get outputNames(): readonly string[] {
      return ["sum", "difference"];
    }

    protected override callFlat([left, right]: readonly Tensor[]): readonly Tensor[] | Record<string, Tensor> {
      if (!left || !right) throw new Error("two inputs");
      const [both, between] = [this.trunk.apply(add(left, right)), this.trunk.apply(sub(left, right))];
      const [total, difference] = [this.a.apply(both), this.b.apply(between)];
      return this.asRecord ? { difference, sum: total } : [total, difference];
    }
  }

  it.each([true, false])("has several inputs and outputs, given as a record: %s", async (asRecord) => {
    const model = new Heads(asRecord);
    model.compile({ optimizer: "adam", loss: { sum: "mse", difference: "mae" }, metrics: { sum: ["mae"] } });
    const [left, right] = [labels, tensor(Array.from({ length: 8 }, (_, sample) => [sample / 8]))];
    const y = { sum: add(left, right), difference: zeros([8, 2]) };
    const { history } = await model.fit({ left, right }, y, { epochs: 5 });
    expect(Object.keys(history)).toEqual(["difference_loss", "loss", "sum_loss", "sum_mae"]);
    expect(history["loss"]?.at(-1)).toBeLessThan(history["loss"]?.[0] ?? 0);
    const predicted = (await model.predict([left, right])) as Record<string, Tensor>;
    expect(Object.entries(predicted).map(([name, { shape }]) => [name, shape])).toEqual([
      ["sum", [8, 1]],
      ["difference", [8, 2]],
    ]);
    expect(Object.keys(await model.evaluate([left, right], [y.sum, y.difference]))).toEqual(Object.keys(history));
  });

  it("says what is missing", async () => {
    class Silent extends layers.Model {
      constructor() {
        super("Silent", { name: "silent" });
      }
    }
    await expect(new Silent().predict(labels)).rejects.toThrow(
      'Silent "silent": the model does not say how it computes. ' +
        "Give its class a method call(x, options), or callFlat for several inputs or outputs.",
    );
    class Half extends Heads {
      protected override callFlat([left]: readonly Tensor[]): readonly Tensor[] | Record<string, Tensor> {
        return left ? { sum: left } : [];
      }
    }
    const half = new Half(true);
    expect(() => half.applyFlat([labels, labels])).toThrow(
      'Heads "heads": callFlat gave other outputs; expected a tensor for each of "sum", "difference", got { sum: Tensor }.',
    );
    await expect(half.predict(labels)).rejects.toThrow(
      'Heads "heads": this is no input; expected a list or record of left, right, got Tensor.',
    );
  });

  it("adds its losses itself, and is trained without y", async () => {
    class Shrinking extends layers.Model {
      readonly dense = new layers.Dense({ units: 2, name: "dense" });
      constructor() {
        super("Shrinking", {});
      }
      override call(x: Tensor): Tensor {
        const y = this.dense.apply(x);
        this.addLoss(sum(square(y)));
        return y;
      }
    }
    const model = new Shrinking();
    model.compile({ optimizer: "sgd" });
    const { history } = await model.fit(labels, undefined, { epochs: 3 });
    expect(history["loss"]?.at(-1)).toBeLessThan(history["loss"]?.[0] ?? 0);
  });
});
