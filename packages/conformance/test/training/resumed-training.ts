import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Device, RandomSource, randomState, setRandomSeed, type Tensor, tensor } from "@sepconv/core";
import { fileStore, type ModelStore, memoryStore } from "@sepconv/io";
import * as layers from "@sepconv/layers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const [samples, batchSize, epochs] = [40, 8, 4];
const { callbacks, optimizers } = layers;

/** A training with its own model and callbacks, as a program that is started builds it. */
interface Setting {
  readonly name: string;
  readonly model: () => layers.Model;
  readonly callbacks?: () => readonly layers.callbacks.Callback[];
  readonly options?: layers.FitOptions;
}

const settings: readonly Setting[] = [
  {
    name: "Adam with averages, accumulation and a schedule, dropout, normalization and metrics",
    model: () => {
      const learningRate = layers.schedules.cosineDecay({ initialLearningRate: 0.05, decaySteps: 20 });
      const optimizer = new optimizers.Adam({
        learningRate,
        useEma: true,
        gradientAccumulationSteps: 2,
        amsgrad: true,
      });
      return compiled(optimizer, ["accuracy", new layers.metrics.SparseTopKCategoricalAccuracy({ k: 2 })]);
    },
  },
  {
    name: "SGD with momentum, rates that callbacks change, and an early end",
    model: () => compiled(new optimizers.SGD({ learningRate: 0.1, momentum: 0.9 }), []),
    callbacks: () => [
      new callbacks.LearningRateScheduler((_epoch, rate) => rate * 0.9),
      new callbacks.ReduceLROnPlateau({ monitor: "val_loss", factor: 0.5, patience: 1, minDelta: 10 }),
      new callbacks.EarlyStopping({ monitor: "val_loss", minDelta: 10, patience: 3, restoreBestWeights: true }),
    ],
  },
  {
    name: "Nadam without shuffling, on less than an epoch's data",
    model: () => compiled(new optimizers.Nadam(), ["accuracy"]),
    options: { shuffle: false, stepsPerEpoch: 3 },
  },
  {
    name: "SGD with shuffling, in epochs that go on in the middle of the data",
    model: () => compiled(new optimizers.SGD({ learningRate: 0.1 }), ["accuracy"]),
    options: { stepsPerEpoch: 4 },
  },
];

/** Describes the tests that interrupt trainings and go on. */
export function describeResumedTraining(name: string, open: () => Promise<Device>): void {
  describe(`a resumed training on ${name}`, { timeout: 60_000 }, () => {
    let device: Device | undefined;
    let folder = "";
    beforeAll(async () => {
      device = await open();
      folder = await mkdtemp(join(tmpdir(), "resumed-"));
    });
    afterAll(async () => {
      device?.dispose();
      await rm(folder, { recursive: true });
    });

    describe.each(settings)("of $name", (setting) => {
      let whole: Outcome | undefined;
      beforeAll(async () => {
        setRandomSeed(11);
        whole = await train(setting, setting.model(), []);
      });

      // The batches that are done, over epochs, when training is interrupted.
      it.each([
        ["in the first epoch", 2],
        ["at the end of an epoch", 5],
        ["in a later epoch", 11],
        ["before the last batch", 14],
      ])("ends with the same bits after it was interrupted %s", async (_name, done) => {
        for (const saveFreq of ["epoch", 1, 3] as const) {
          const store = fileStore(join(folder, `${settings.indexOf(setting)}-${done}-${saveFreq}`));
          await interrupted(setting, store, saveFreq, done);
          // Another program: other weights, other random numbers, its own callbacks. Without a checkpoint it begins anew.
          setRandomSeed((await store.names()).length > 0 ? 977 : 11);
          const model = setting.model();
          const backup = new callbacks.BackupAndRestore({ store, saveFreq });
          const resumed = await train(setting, model, [backup]);
          expectSame(resumed, whole);
          expect(await store.names()).toEqual([]);
        }
      });

      it("goes on in the same program, interrupted twice", async () => {
        setRandomSeed(11);
        const store = memoryStore();
        const model = setting.model();
        const backup = new callbacks.BackupAndRestore({ store, saveFreq: 2 });
        const own = setting.callbacks?.() ?? [];
        for (const limit of [5, 4]) {
          const controller = new AbortController();
          let batches = 0;
          const stopping = new callbacks.LambdaCallback({
            onRest: (after) => {
              if (after === "batch" && ++batches === limit) controller.abort();
            },
          });
          await expect(trainingOf(setting, model, [backup, ...own, stopping], controller.signal)).rejects.toThrow(
            /aborted/,
          );
        }
        expectSame(await outcomeOf(model, await trainingOf(setting, model, [backup, ...own, {}])), whole);
      });
    });

    it("leaves no file behind that is half written", async () => {
      for (const each of await readdir(folder)) expect(await readdir(join(folder, each))).toEqual([]);
    });
  });
}

interface Outcome {
  readonly epochs: readonly number[];
  readonly history: Readonly<Record<string, readonly number[]>>;
  readonly weights: readonly (readonly number[])[];
  readonly optimizer: readonly (readonly number[])[];
  readonly random: unknown;
}

async function interrupted(setting: Setting, store: ModelStore, saveFreq: "epoch" | number, done: number) {
  setRandomSeed(11);
  let batches = 0;
  const failing = {
    onTrainBatchBegin() {
      if (batches++ === done) throw new Error("the power is gone");
    },
  };
  const backup = new callbacks.BackupAndRestore({ store, saveFreq });
  const training = trainingOf(setting, setting.model(), [backup, ...(setting.callbacks?.() ?? []), failing]);
  await training.then(
    () => undefined,
    (error: Error) => expect(error.message).toBe("the power is gone"),
  );
}

async function train(setting: Setting, model: layers.Model, first: readonly layers.callbacks.Callback[]) {
  const own = setting.callbacks?.() ?? [];
  return await outcomeOf(model, await trainingOf(setting, model, [...first, ...own, {}]));
}

async function trainingOf(
  { options }: Setting,
  model: layers.Model,
  all: readonly layers.callbacks.Callback[],
  signal?: AbortSignal,
): Promise<layers.History> {
  return await model.fit(signals, labels, {
    epochs,
    batchSize,
    validationData: [signals, labels],
    ...options,
    callbacks: all,
    ...(signal && { signal }),
  });
}

async function outcomeOf(model: layers.Model, { epoch, history }: layers.History): Promise<Outcome> {
  const bits = async (variables: readonly Tensor[]) =>
    await Promise.all(variables.map(async (each) => Array.from(await each.data())));
  return {
    epochs: epoch,
    history,
    weights: await bits(model.weights),
    optimizer: await bits(model.optimizer?.variables ?? []),
    random: [randomState(), ...model.randomSources.map(({ state }) => state)],
  };
}

/** The same state, and the same history of the epochs that were left. */
function expectSame(resumed: Outcome, whole: Outcome | undefined): void {
  if (!whole) throw new Error("the uninterrupted training failed");
  expect(resumed.weights).toEqual(whole.weights);
  expect(resumed.optimizer).toEqual(whole.optimizer);
  expect(resumed.random).toEqual(whole.random);
  const left = whole.epochs.length - resumed.epochs.length;
  expect(resumed.epochs).toEqual(whole.epochs.slice(left));
  const history = Object.entries(whole.history).map(([name, values]) => [name, values.slice(left)]);
  expect(resumed.history).toEqual(Object.fromEntries(history));
}

function compiled(optimizer: layers.optimizers.Optimizer, metrics: layers.MetricsForOutputs): layers.Model {
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [12, 2] }),
    new layers.SpatialDropout1D({ rate: 0.2 }),
    new layers.SeparableConv1D({ filters: 6, kernelSize: 3 }),
    new layers.BatchNormalization(),
    new layers.ReLU(),
    new layers.Dropout({ rate: 0.3 }),
    new layers.GaussianNoise({ stddev: 0.1, seed: 5 }),
    new layers.GlobalAveragePooling1D(),
    new layers.Dense({ units: 3, activation: "softmax" }),
  ]);
  model.compile({ optimizer, loss: "sparse_categorical_crossentropy", metrics });
  return model;
}

const signals = tensor(Float32Array.from(new RandomSource(1).uniform(samples * 24, -1, 1)), [samples, 12, 2]);
const labels = tensor(Float32Array.from({ length: samples }, (_, sample) => (sample * 7) % 3));
