import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, setRandomSeed, setWarningHandler, type Tensor, tensor, useBackend } from "@sepconv/core";
import * as layers from "@sepconv/layers";
import { afterEach, beforeEach, expect, it } from "vitest";

let device: Device;
beforeEach(async () => {
  setWarningHandler(() => {});
  setRandomSeed(1);
  device = await useBackend(createWasmBackend());
});
afterEach(() => {
  setWarningHandler(null);
  device.dispose();
});

const x = Array.from({ length: 24 }, (_, sample) => [Math.sin(sample), Math.cos(sample), 1]);
const y = x.map(([a = 0, b = 0]) => [a - b]);

function regression(options: layers.CompileOptions = {}): layers.Sequential {
  const model = new layers.Sequential(
    [
      new layers.Dense({ units: 8, activation: "relu", inputShape: [3] }),
      new layers.BatchNormalization(),
      new layers.Dense({ units: 1 }),
    ],
    { name: "m" },
  );
  model.compile({ optimizer: "adam", loss: "mse", metrics: ["mae"], ...options });
  return model;
}

const weightsOf = (model: layers.Model): number[][] => model.weights.map((weight) => [...weight.dataSync()]);

type Interrupted = readonly [name: string, train: (model: layers.Model) => Promise<unknown>, message: string];

const failing = (): never => {
  throw new Error("disk");
};
const later = async (): Promise<void> => {
  await Promise.resolve();
  failing();
};
const calling = (callback: layers.callbacks.Callback, options: layers.FitOptions = {}): Interrupted[1] => {
  return async (model) => await model.fit(x, y, { batchSize: 8, epochs: 3, callbacks: [callback], ...options });
};
function* thenFails(): Generator<unknown> {
  yield [x.slice(0, 8), y.slice(0, 8)];
  failing();
}
const validationData = [x, y];

it.each<Interrupted>([
  [
    "a signal that has fired",
    calling({}, { signal: { aborted: true } }),
    'Sequential "m": fit: aborted before the first epoch.',
  ],
  [
    "a signal that fires between batches",
    async (model) => {
      const signal = { aborted: false };
      const onProgress = ({ epoch, batch }: layers.TrainingProgress) => {
        signal.aborted = epoch === 1 && batch === 2;
      };
      await model.fit(x, y, { batchSize: 8, epochs: 3, signal, onProgress });
    },
    'Sequential "m": fit: aborted in epoch 2 of 3.',
  ],
  [
    "a signal that fires before validation",
    async (model) => {
      const signal = { aborted: false };
      const onProgress = ({ batch }: layers.TrainingProgress) => {
        signal.aborted = batch === 3;
      };
      await model.fit(x, y, { batchSize: 8, signal, onProgress, validationData });
    },
    'Sequential "m": fit: aborted after 0 batches of testing.',
  ],
  ["onTrainBegin", calling({ onTrainBegin: failing }), "disk"],
  ["onEpochBegin, later", calling({ onEpochBegin: later }), "disk"],
  ["onTrainBatchBegin", calling({ onTrainBatchBegin: failing }), "disk"],
  ["onTrainBatchEnd, later", calling({ onTrainBatchEnd: later }), "disk"],
  ["onEpochEnd", calling({ onEpochEnd: failing }, { validationData }), "disk"],
  ["onTrainEnd, later", calling({ onTrainEnd: later }), "disk"],
  ["onProgress", calling({}, { onProgress: failing }), "disk"],
  ["an iterable that throws", async (model) => await model.fit(thenFails()), "disk"],
  [
    "a batch that does not fit, after one that does",
    async (model) =>
      await model.fit(
        new Set([
          [x, y],
          [x, y.slice(1)],
        ]),
      ),
    'Sequential "m": fit: batch 2: inputs, targets and weights have different numbers of samples; expected 24 samples, got [23, 1].',
  ],
  [
    "labels that do not fit",
    async (model) => await model.fit(x, x),
    'Sequential "m": fit: y does not fit the output "dense_1" for the loss mean_squared_error; expected [24, 1], got [24, 3].',
  ],
])(
  "%s ends training: the last step stays, nothing else does, and fit can be called again",
  async (_, train, message) => {
    layers.resetLayerNames();
    const model = regression();
    const stopping = new layers.callbacks.EarlyStopping({ monitor: "loss", patience: 9, restoreBestWeights: true });
    await model.fit(x, y, { batchSize: 8, callbacks: [stopping] });
    const before = device.statistics().liveBytes;
    await expect(train(model)).rejects.toThrow(expect.objectContaining({ message }));
    // Less where metrics have begun anew, whose numbers rest on the host then.
    expect(device.statistics().liveBytes).toBeLessThanOrEqual(before);
    expect(weightsOf(model).flat().every(Number.isFinite)).toBe(true);
    const { history } = await model.fit(x, y, { epochs: 2, batchSize: 8, validationData });
    expect(Object.keys(history)).toEqual(["loss", "mae", "val_loss", "val_mae"]);
    expect(device.statistics().liveBytes).toBe(before);
    model.dispose();
  },
);

it("an epoch that fails leaves the weights of the last whole step", async () => {
  const steps: number[][][] = [];
  const model = regression();
  const callback: layers.callbacks.Callback = {
    onTrainBatchEnd(step) {
      steps.push(weightsOf(model));
      if (step === 1) failing();
    },
  };
  await expect(model.fit(x, y, { batchSize: 8, callbacks: [callback] })).rejects.toThrow("disk");
  expect(weightsOf(model)).toEqual(steps.at(-1));
  expect(steps.length).toBe(2);
});

it("numbers that are not finite, where they are looked for, leave the weights and no memory", async () => {
  const model = regression({ checkNumbers: true });
  await model.fit(x, y);
  const [before, weights] = [device.statistics().liveBytes, weightsOf(model)];
  await expect(model.fit([[Number.NaN, 1, 1]], [[1]])).rejects.toThrow(
    'Sequential "m": fit: the loss is not finite in batch 1 of epoch 1: first the input "input"; expected finite numbers, got NaN.',
  );
  await expect(model.fit([[3e38, 3e38, 3e38]], [[1]])).rejects.toThrow("is not finite in batch 1 of epoch 1");
  expect(weightsOf(model)).toEqual(weights);
  expect(device.statistics().liveBytes).toBeLessThanOrEqual(before);
});

it("a metric that fails leaves the weights as they were", async () => {
  const metrics = [(): Tensor => failing()];
  const model = regression({ metrics });
  const before = weightsOf(model).filter((_, index) => index < 2);
  await expect(model.fit(x, y)).rejects.toThrow("disk");
  expect(weightsOf(model).filter((_, index) => index < 2)).toEqual(before);
});

it("EarlyStopping gives its weights back when training fails", async () => {
  const model = regression();
  await model.fit(x, y);
  const before = device.statistics().liveBytes;
  const stopping = new layers.callbacks.EarlyStopping({ monitor: "loss", restoreBestWeights: true });
  const callbacks = [stopping, { onEpochBegin: (epoch: number) => (epoch === 2 ? failing() : undefined) }];
  await expect(model.fit(x, y, { epochs: 5, callbacks })).rejects.toThrow("disk");
  expect(device.statistics().liveBytes).toBe(before);
});

it("one fit at a time, and nothing that mixes its numbers", async () => {
  const model = regression();
  const signal = { aborted: false };
  const running = model.fit(x, y, { epochs: 10_000, batchSize: 4, signal });
  const still = "fit still runs on this model. Await it first, or end it with its signal.";
  await expect(model.fit(x, y)).rejects.toThrow(`Sequential "m": fit: ${still}`);
  await expect(model.evaluate(x, y)).rejects.toThrow(`Sequential "m": evaluate: ${still}`);
  await expect(model.trainOnBatch(x, y)).rejects.toThrow(`Sequential "m": trainOnBatch: ${still}`);
  await expect(model.testOnBatch(x, y)).rejects.toThrow(`Sequential "m": testOnBatch: ${still}`);
  signal.aborted = true;
  await expect(running).rejects.toThrow(/aborted in epoch \d+ of 10000/);
  await model.evaluate(x, y);
});

it("a callback may test, predict and set weights, but not train", async () => {
  const model = regression();
  const tested: layers.Logs[] = [];
  const callback: layers.callbacks.Callback = {
    async onEpochEnd() {
      tested.push(await model.evaluate(x, y));
      await model.predict(tensor(x));
      model.setWeights(model.getWeights());
      await expect(model.fit(x, y)).rejects.toThrow('Sequential "m": fit: fit still runs on this model');
    },
  };
  await model.fit(x, y, { epochs: 2, callbacks: [callback] });
  expect(tested.length).toBe(2);
});

it("predicts while fit runs, with the weights of some step", async () => {
  const model = regression();
  const running = model.fit(x, y, { epochs: 20, batchSize: 4 });
  const predicted = await model.predict(tensor(x));
  expect(predicted.shape).toEqual([24, 1]);
  await running;
});

it("a model that is disposed while fit runs ends it with a named error", async () => {
  const model = regression();
  const running = model.fit(x, y, { epochs: 20, batchSize: 4, onProgress: () => model.dispose() });
  await expect(running).rejects.toThrow(/disposed/);
});
