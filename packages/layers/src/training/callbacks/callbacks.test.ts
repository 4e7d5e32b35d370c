import { createCpuBackend } from "@sepconv/backend-cpu";
import { setWarningHandler, tensor, useBackend } from "@sepconv/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as layers from "../../index.js";

const { CSVLogger, EarlyStopping, LearningRateScheduler, ReduceLROnPlateau, TerminateOnNaN } = layers.callbacks;

let warnings: string[] = [];
beforeEach(async () => {
  warnings = [];
  setWarningHandler((message) => warnings.push(message));
  await useBackend(createCpuBackend());
});
afterEach(() => setWarningHandler(null));

/** One weight that goes down by the learning rate in each epoch; its loss is the weight. */
function sinking(learningRate = 1): layers.Sequential {
  const model = new layers.Sequential([
    new layers.InputLayer({ shape: [1] }),
    new layers.Dense({ units: 1, useBias: false, kernelInitializer: "ones" }),
  ]);
  const loss = (_: unknown, prediction: ReturnType<typeof tensor>) => prediction;
  model.compile({ optimizer: new layers.optimizers.SGD({ learningRate }), loss: loss as never });
  return model;
}
const one = tensor([[1]]);

/** Logs of a value that a test decides, in place of the loss. */
function watched(values: readonly number[]): layers.callbacks.Callback {
  return {
    onEpochEnd(epoch, logs) {
      logs["val_loss"] = values[epoch] ?? 0;
    },
  };
}

async function epochsWith(values: readonly number[], callback: layers.callbacks.Callback, model = sinking()) {
  const history = await model.fit(one, one, { epochs: values.length, callbacks: [watched(values), callback] });
  return { epochs: history.epoch.length, history: history.history, model };
}

describe("EarlyStopping", () => {
  it("ends when the value has not become better for some epochs", async () => {
    const stopping = new EarlyStopping({ patience: 2 });
    const { epochs } = await epochsWith([3, 2, 2.5, 2.1, 1], stopping);
    expect([epochs, stopping.stoppedEpoch]).toEqual([4, 3]);
  });

  it("knows what is good by the name, counts changes by minDelta, and starts at an epoch", async () => {
    const growing: layers.callbacks.Callback = {
      onEpochEnd(epoch, logs) {
        logs["val_accuracy"] = [0.1, 0.5, 0.55, 0.56][epoch] ?? 0;
      },
    };
    const stopping = new EarlyStopping({ monitor: "val_accuracy", minDelta: 0.1, startFromEpoch: 1 });
    const { epoch } = await sinking().fit(one, one, { epochs: 4, callbacks: [growing, stopping] });
    expect(epoch.length).toBe(3);
  });

  it("brings the best weights back", async () => {
    const { model } = await epochsWith([1, 0.5, 2, 3], new EarlyStopping({ patience: 2, restoreBestWeights: true }));
    // After the second epoch the weight was 1 − 2.
    expect([...(model.weights[0]?.dataSync() ?? [])]).toEqual([-1]);
  });

  it("warns where the value is not in the logs", async () => {
    await sinking().fit(one, one, { callbacks: [new EarlyStopping({ monitor: "val_auc" })] });
    expect(warnings).toEqual(['EarlyStopping: "val_auc" is not in the logs; there are loss']);
  });
});

describe("the learning rate", () => {
  it("becomes smaller on a plateau, and not below the least", async () => {
    const reducing = new ReduceLROnPlateau({ factor: 0.5, patience: 1, minLr: 0.2, cooldown: 1 });
    const { history } = await epochsWith([1, 1, 1, 1, 1, 1], reducing);
    expect(history["learning_rate"]?.map((rate) => Math.fround(rate))).toEqual(
      [1, 1, 0.5, 0.25, 0.2, 0.2].map(Math.fround),
    );
    expect(() => new ReduceLROnPlateau({ factor: 1 })).toThrow(
      "ReduceLROnPlateau: factor is not valid; expected less than 1, got 1.",
    );
  });

  it("follows a function of the epoch", async () => {
    const scheduler = new LearningRateScheduler((epoch, rate) => (epoch === 0 ? 0.5 : rate / 2));
    const { history } = await epochsWith([1, 1, 1], scheduler);
    expect(history["learning_rate"]).toEqual([0.5, 0.25, 0.125]);
    const wrong = new LearningRateScheduler(() => Number.NaN);
    await expect(sinking().fit(one, one, { callbacks: [wrong] })).rejects.toThrow(
      "LearningRateScheduler: the schedule gave no rate; expected a number, got NaN.",
    );
  });
});

describe("TerminateOnNaN and CSVLogger", () => {
  it("end training when the loss is no number", async () => {
    const model = sinking(Number.MAX_VALUE);
    const { epoch } = await model.fit(one, one, { epochs: 5, callbacks: [new TerminateOnNaN()] });
    expect(epoch.length).toBeLessThan(5);
    expect(warnings[0]).toMatch(/^TerminateOnNaN: the loss is (NaN|-?Infinity) at batch 0; training ends$/);
  });

  it("write a line for each epoch", async () => {
    const lines: string[] = [];
    await epochsWith([3, 2], new CSVLogger((line) => lines.push(line), { separator: ";" }));
    expect(lines).toEqual(["epoch;loss;val_loss\n", "0;1;3\n", "1;0;2\n"]);
  });
});
