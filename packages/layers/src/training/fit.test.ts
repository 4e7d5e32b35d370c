import { createCpuBackend } from "@sepconv/backend-cpu";
import { tensor, useBackend } from "@sepconv/core";
import { beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

beforeEach(async () => {
  layers.resetLayerNames();
  await useBackend(createCpuBackend());
});

/** Which of two signals is larger on average: 64 samples of 10 steps and 2 channels. */
const samples = 64;
const x = Float32Array.from({ length: samples * 20 }, (_, index) => Math.sin(index * index));
const y = Int32Array.from({ length: samples }, (_, sample) => {
  let sum = 0;
  for (let step = 0; step < 10; step++) sum += (x[sample * 20 + step * 2] ?? 0) - (x[sample * 20 + step * 2 + 1] ?? 0);
  return sum > 0 ? 1 : 0;
});
const xs = tensor(x, [samples, 10, 2]);
const ys = tensor(y, [samples]);

function compiled(options: layers.CompileOptions = {}): layers.Sequential {
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [10, 2] }),
    new layers.SeparableConv1D({
      filters: 4,
      kernelSize: 3,
      depthwiseInitializer: { class_name: "GlorotUniform", config: { seed: 1 } },
      pointwiseInitializer: { class_name: "GlorotUniform", config: { seed: 2 } },
    }),
    new layers.GlobalAveragePooling1D(),
    new layers.Dense({ units: 2, kernelInitializer: { class_name: "GlorotUniform", config: { seed: 3 } } }),
  ]);
  model.compile({
    optimizer: new layers.optimizers.Adam({ learningRate: 0.05 }),
    loss: { class_name: "SparseCategoricalCrossentropy", config: { from_logits: true } },
    metrics: ["accuracy"],
    ...options,
  });
  return model;
}

describe("fit", () => {
  it("learns, and logs each epoch", async () => {
    const model = compiled();
    const { history, epoch } = await model.fit(xs, ys, { epochs: 20, batchSize: 16, seed: 1, validationSplit: 0.25 });
    expect(Object.keys(history)).toEqual(["accuracy", "loss", "val_accuracy", "val_loss"]);
    expect(epoch).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(history["loss"]?.at(-1)).toBeLessThan((history["loss"]?.[0] ?? 0) / 2);
    expect(history["accuracy"]?.at(-1)).toBeGreaterThan(0.9);
    const tested = await model.evaluate(xs, ys);
    expect(tested["accuracy"]).toBeGreaterThan(0.9);
  });

  it("takes samples of whole numbers, as predict does", async () => {
    const whole = x.map((value) => Math.round(value * 100));
    const losses = async (data: Float32Array | Int32Array) => {
      const model = compiled();
      const { history } = await model.fit(tensor(data, [samples, 10, 2]), ys, { epochs: 2, seed: 1 });
      return { history, tested: await model.evaluate(tensor(data, [samples, 10, 2]), ys) };
    };
    expect(await losses(Int32Array.from(whole))).toEqual(await losses(whole));
  });

  it("takes the same way from the same seed, and shuffles by it", async () => {
    const losses = async (seed: number, shuffle = true) =>
      (await compiled().fit(xs, ys, { epochs: 2, batchSize: 8, seed, shuffle })).history["loss"];
    const first = await losses(1);
    expect(await losses(1)).toEqual(first);
    expect(await losses(2)).not.toEqual(first);
    expect(await losses(1, false)).toEqual(await losses(2, false));
  });

  it("tells its progress after each batch", async () => {
    const seen: layers.TrainingProgress[] = [];
    await compiled().fit(xs, ys, { epochs: 2, batchSize: 32, onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ epoch, batch, batches }) => [epoch, batch, batches])).toEqual([
      [0, 1, 2],
      [0, 2, 2],
      [1, 1, 2],
      [1, 2, 2],
    ]);
    expect(seen.at(-1)?.remaining).toBe(0);
    expect(Object.keys(seen[0]?.logs ?? {})).toEqual(["accuracy", "loss"]);
  });

  it("ends before the next batch when its signal fires", async () => {
    const signal = { aborted: false };
    const training = compiled().fit(xs, ys, {
      epochs: 5,
      signal,
      onProgress: ({ epoch }) => {
        signal.aborted = epoch === 1;
      },
    });
    await expect(training).rejects.toThrow('Sequential "sequential": fit: aborted in epoch 2 of 5.');
  });

  it("takes batches of an iterable, an asynchronous one, or a function that gives one for each epoch", async () => {
    function* batches(): Iterable<[Float32Array | ReturnType<typeof tensor>, Int32Array]> {
      for (let start = 0; start < samples; start += 16) {
        yield [tensor(x.slice(start * 20, (start + 16) * 20), [16, 10, 2]), y.slice(start, start + 16)];
      }
    }
    async function* later() {
      yield* batches();
    }
    const plain = await compiled().fit(xs, ys, { epochs: 1, batchSize: 16, shuffle: false });
    for (const source of [batches(), later()]) {
      expect((await compiled().fit(source, null)).history).toEqual(plain.history);
    }
    const twice = await compiled().fit(() => batches(), null, { epochs: 2, stepsPerEpoch: 3 });
    expect(twice.epoch).toEqual([0, 1]);
  });

  it("weighs samples and classes", async () => {
    const one = compiled({ optimizer: "sgd" });
    const byClass = await one.testOnBatch(xs, ys, { classWeight: { 0: 2, 1: 0 } });
    const bySample = await one.testOnBatch(xs, ys, { sampleWeight: Float32Array.from(y, (label) => (label ? 0 : 2)) });
    expect(byClass).toEqual(bySample);
    expect(byClass["loss"]).not.toBe((await one.testOnBatch(xs, ys))["loss"]);
  });

  it("leaves frozen weights as they are", async () => {
    const model = compiled();
    const frozen = model.layers[0];
    if (!frozen) throw new Error("a layer");
    frozen.trainable = false;
    const before = frozen.weights.map((weight) => weight.dataSync());
    await model.fit(xs, ys);
    expect(frozen.weights.map((weight) => weight.dataSync())).toEqual(before);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      "no compile",
      () => new layers.Sequential([new layers.Dense({ units: 1 })]).fit(xs, ys),
      "the model is not compiled",
    ],
    ["an unknown optimizer", () => compiled({ optimizer: "adamm" }).fit(xs, ys), "compile: optimizer is unknown"],
    ["an unknown loss", () => compiled({ loss: "mss" }).fit(xs, ys), "compile: loss is unknown"],
    ["an unknown metric", () => compiled({ metrics: ["acuracy"] }).fit(xs, ys), "compile: metric is unknown"],
    ["no loss", () => compiled({ loss: null }).fit(xs, ys), "there is no loss. Give compile() a loss"],
    [
      "other samples",
      () => compiled().fit(xs, y.slice(1)),
      "inputs, targets and weights have different numbers of samples",
    ],
    ["no samples", () => compiled().fit(xs, ys, { validationSplit: 1 }), "there are no samples to train on"],
    [
      "losses for other outputs",
      () => compiled({ loss: { other: "mse" } }).fit(xs, ys),
      "losses do not fit the outputs",
    ],
    ["an unknown option", () => compiled().fit(xs, ys, { epoch: 1 } as never), 'unknown option "epoch"'],
  ])("refuses %s", async (_, train, message) => {
    await expect(train()).rejects.toThrow(message);
  });

  it("refuses unknown options of compile at once", () => {
    expect(() => compiled({ optimiser: "sgd" } as never)).toThrow(
      'Sequential "sequential": compile: unknown option "optimiser"; expected "optimizer", "loss"',
    );
  });
});
