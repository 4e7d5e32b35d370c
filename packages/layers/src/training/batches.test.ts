import { createCpuBackend } from "@sepconv/backend-cpu";
import { setWarningHandler, type Tensor, tensor, useBackend } from "@sepconv/core";
import { assert, integer, asyncProperty as property } from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as layers from "../index.js";

let warnings: string[] = [];
beforeEach(async () => {
  warnings = [];
  setWarningHandler((message) => warnings.push(message));
  await useBackend(createCpuBackend());
});
afterEach(() => setWarningHandler(null));

/** A model that leaves everything as it is, and whose loss is the mean of its inputs: it tells which it has seen. */
function listening(): layers.Sequential {
  const model = new layers.Sequential(
    [
      new layers.InputLayer({ shape: [1] }),
      new layers.Dense({ units: 1, useBias: false, kernelInitializer: "ones", trainable: false }),
    ],
    { name: "m" },
  );
  model.compile({ optimizer: "sgd", loss: (_: Tensor, predicted: Tensor) => predicted });
  return model;
}

const batch = (value: number): unknown[] => [tensor([[value]]), tensor([[0]])];
function* counting(from: number, to: number): Generator<unknown> {
  for (let value = from; value < to; value++) yield batch(value);
}
const ten = tensor(Array.from({ length: 10 }, (_, value) => [value]));
const mean = (...values: number[]) => values.reduce((total, value) => total + value, 0) / values.length;

describe("stepsPerEpoch", () => {
  it("goes on through a table where the epoch before ended, and begins anew with a warning where it ends", async () => {
    const options = { epochs: 4, batchSize: 1, stepsPerEpoch: 4, shuffle: false };
    const { history } = await listening().fit(ten, ten, options);
    expect(history["loss"]).toEqual([mean(0, 1, 2, 3), mean(4, 5, 6, 7), mean(8, 9), mean(0, 1, 2, 3)]);
    expect(warnings).toEqual(['Sequential "m": fit: the data ended after 2 of 4 batches, and so does the epoch']);
  });

  it("begins anew without a warning where it fits", async () => {
    const options = { epochs: 3, batchSize: 2, stepsPerEpoch: 5, shuffle: false };
    expect((await listening().fit(ten, ten, options)).history["loss"]).toEqual([4.5, 4.5, 4.5]);
    expect(warnings).toEqual([]);
  });

  it("goes on through a generator, an endless one as well", async () => {
    const options = { epochs: 3, stepsPerEpoch: 2 };
    const { history } = await listening().fit(counting(0, Number.POSITIVE_INFINITY), null, options);
    expect(history["loss"]).toEqual([mean(0, 1), mean(2, 3), mean(4, 5)]);
  });

  it("ends training where a generator does", async () => {
    const { history } = await listening().fit(counting(0, 3), null, { epochs: 5, stepsPerEpoch: 2 });
    expect(history["loss"]).toEqual([mean(0, 1), 2]);
    expect(warnings).toEqual([
      'Sequential "m": fit: the data ended after 1 of 2 batches, and so does the epoch',
      'Sequential "m": fit: the data ended after 2 epochs, and so does training',
    ]);
  });

  it("begins anew for each epoch where a function makes the batches", async () => {
    const { history } = await listening().fit(() => counting(0, 3), null, { epochs: 2, stepsPerEpoch: 2 });
    expect(history["loss"]).toEqual([mean(0, 1), mean(0, 1)]);
  });

  it("closes a generator when training ends", async () => {
    let closed = false;
    function* endless(): Generator<unknown> {
      try {
        yield* counting(0, Number.POSITIVE_INFINITY);
      } finally {
        closed = true;
      }
    }
    await listening().fit(endless(), null, { stepsPerEpoch: 3 });
    expect(closed).toBe(true);
  });

  it("trains on every sample as often as on any other, whatever the numbers", async () => {
    const sizes = [integer({ min: 1, max: 12 }), integer({ min: 1, max: 5 }), integer({ min: 1, max: 9 })] as const;
    await assert(
      property(...sizes, async (samples, batchSize, stepsPerEpoch) => {
        const seen: number[] = [];
        const x = tensor(Array.from({ length: samples }, (_, value) => [value]));
        const batches = Math.ceil(samples / batchSize);
        const callback: layers.callbacks.Callback = { onTrainBatchEnd: (step) => void seen.push(step) };
        const options = { epochs: batches, batchSize, stepsPerEpoch, callbacks: [callback], shuffle: false };
        const { epoch } = await listening().fit(x, x, options);
        expect(epoch.length).toBe(batches);
        // Whole rounds, as the warnings say where the data ended early.
        if (batches % stepsPerEpoch === 0) expect(seen.length).toBe(batches * stepsPerEpoch);
        expect(seen.length).toBeLessThanOrEqual(batches * stepsPerEpoch);
      }),
      { numRuns: 30 },
    );
  });
});

describe("validation", () => {
  it("takes an iterable, some steps of it, and begins with the first batch each time", async () => {
    const validationData = [batch(1), batch(2), batch(6)];
    const all = await listening().fit(ten, ten, { epochs: 2, validationData: new Set(validationData) });
    expect(all.history["val_loss"]).toEqual([3, 3]);
    const some = { epochs: 2, validationData: new Set(validationData), validationSteps: 2 };
    expect((await listening().fit(ten, ten, some)).history["val_loss"]).toEqual([1.5, 1.5]);
  });

  it("takes some steps of a table", async () => {
    const options = { validationData: [ten, ten], validationBatchSize: 2, validationSteps: 2, epochs: 2 };
    expect((await listening().fit(ten, ten, options)).history["val_loss"]).toEqual([1.5, 1.5]);
  });

  it("goes on through a generator", async () => {
    const options = { validationData: counting(0, 4), validationSteps: 2, epochs: 2 };
    expect((await listening().fit(ten, ten, options)).history["val_loss"]).toEqual([0.5, 2.5]);
  });
});

describe("evaluate and predict", () => {
  async function* later(): AsyncGenerator<unknown> {
    yield* counting(0, 4);
  }

  it("take iterables, and some steps of them", async () => {
    expect(await listening().evaluate(later())).toEqual({ loss: 1.5 });
    expect(await listening().evaluate(counting(0, 4), null, { steps: 2 })).toEqual({ loss: 0.5 });
    expect(await listening().evaluate(ten, ten, { batchSize: 2, steps: 2 })).toEqual({ loss: 1.5 });
  });

  it("predict the batches that fit takes, and inputs alone", async () => {
    const predicted = (await listening().predict(() => later())) as Tensor;
    expect([...predicted.dataSync()]).toEqual([0, 1, 2, 3]);
    expect(predicted.shape).toEqual([4, 1]);
    const inputs = [tensor([[1], [2]]), tensor([[3]])];
    const done: unknown[] = [];
    const onProgress = (progress: layers.PredictProgress) => done.push(progress);
    const alone = (await listening().predict(new Set(inputs), { onProgress })) as Tensor;
    expect([...alone.dataSync()]).toEqual([1, 2, 3]);
    expect(done).toEqual([
      { done: 2, total: null },
      { done: 3, total: null },
    ]);
    expect(((await listening().predict(counting(0, 9), { steps: 2 })) as Tensor).shape).toEqual([2, 1]);
  });
});

describe("stopTraining", () => {
  it("ends training after the batch, and is forgotten by the next fit", async () => {
    const model = listening();
    const seen: number[] = [];
    const stop: layers.callbacks.Callback = {
      onTrainBatchEnd(step) {
        seen.push(step);
        model.stopTraining = step === 2;
      },
    };
    const { epoch } = await model.fit(ten, ten, { epochs: 3, batchSize: 1, callbacks: [stop] });
    expect([epoch, seen]).toEqual([[0], [0, 1, 2]]);
    expect((await model.fit(ten, ten, { epochs: 2 })).epoch).toEqual([0, 1]);
  });

  it("counts epochs from initialEpoch", async () => {
    expect((await listening().fit(ten, ten, { initialEpoch: 3, epochs: 5 })).epoch).toEqual([3, 4]);
  });
});

describe("trainable, changed after training has begun", () => {
  it("holds at once, with Keras' warning, once", async () => {
    const model = listening();
    await model.fit(ten, ten);
    const [dense] = model.layers;
    if (dense) dense.trainable = true;
    await model.fit(ten, ten);
    await model.fit(ten, ten);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Sequential "m": fit: trainable has changed since compile\(\) for "dense(_\d+)?"; compile the model again to begin anew$/,
      ),
    ]);
    expect(dense?.weights[0]?.dataSync()[0]).not.toBe(1);
  });
});
