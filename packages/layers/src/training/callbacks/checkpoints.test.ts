import { createCpuBackend } from "@sepconv/backend-cpu";
import { setWarningHandler, tensor, useBackend } from "@sepconv/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as layers from "../../index.js";

const { BackupAndRestore, EarlyStopping, LambdaCallback, ModelCheckpoint } = layers.callbacks;

let warnings: string[] = [];
beforeEach(async () => {
  warnings = [];
  setWarningHandler((message) => warnings.push(message));
  await useBackend(createCpuBackend());
});
afterEach(() => setWarningHandler(null));

/** Writes down what it is asked for; restores nothing but a note. */
class NotingStore implements layers.callbacks.CheckpointStore {
  readonly calls: string[] = [];
  note: unknown;

  async save(name: string, _model: layers.Model, options: layers.callbacks.CheckpointOptions = {}): Promise<void> {
    this.calls.push(`${options.weightsOnly ? "save weights" : "save"} ${name}`);
    this.note = JSON.parse(JSON.stringify(options.note ?? null));
  }
  async restore(name: string, _model: layers.Model, accept?: (note: unknown) => void): Promise<boolean> {
    this.calls.push(`restore ${name}`);
    if (this.note === undefined) return false;
    accept?.(this.note);
    return true;
  }
  async remove(name: string): Promise<void> {
    this.calls.push(`remove ${name}`);
  }
}

function model(): layers.Sequential {
  const made = new layers.Sequential([new layers.InputLayer({ shape: [1] }), new layers.Dense({ units: 1 })]);
  made.compile({ optimizer: "sgd", loss: "mse" });
  return made;
}
const data = tensor([[1], [2], [3], [4]]);

/** Logs of values that a test decides. */
function watched(name: string, values: readonly number[]): layers.callbacks.Callback {
  return {
    onEpochEnd(epoch, logs) {
      logs[name] = values[epoch] ?? 0;
    },
  };
}

async function train(
  callbacks: readonly layers.callbacks.Callback[],
  epochs = 4,
  trained = model(),
): Promise<layers.History> {
  return await trained.fit(data, data, { epochs, batchSize: 2, callbacks });
}

describe("ModelCheckpoint", () => {
  const cases: readonly [string, Omit<layers.callbacks.ModelCheckpointOptions, "store">, readonly string[]][] = [
    ["each epoch", { filepath: "{epoch:02d}-{val_loss:.2f}.keras" }, ["01-0.50", "02-0.30", "03-0.40", "04-0.20"]],
    [
      "the best",
      { filepath: "{epoch}_{val_loss:8.1e}.keras", saveBestOnly: true },
      ["1_ 5.0e-01", "2_ 3.0e-01", "4_ 2.0e-01"],
    ],
    [
      "what beats a threshold",
      { filepath: "{epoch}.keras", saveBestOnly: true, initialValueThreshold: 0.35 },
      ["2", "4"],
    ],
    ["the largest", { filepath: "{epoch}.keras", saveBestOnly: true, mode: "max" }, ["1"]],
    ["every third batch", { filepath: "{epoch}-{batch}.keras", saveFreq: 3 }, ["2-1", "3-2"]],
  ];
  it.each(cases)("keeps %s", async (_name, options, names) => {
    const store = new NotingStore();
    await train([watched("val_loss", [0.5, 0.3, 0.4, 0.2]), new ModelCheckpoint({ store, ...options })]);
    expect(store.calls).toEqual(names.map((name) => `save ${name}.keras`));
  });

  it("keeps weights alone, and all where the value is not in the logs, with a warning", async () => {
    const store = new NotingStore();
    await train(
      [new ModelCheckpoint({ store, filepath: "a.weights.h5", saveWeightsOnly: true, saveBestOnly: true })],
      1,
    );
    expect(store.calls).toEqual(["save weights a.weights.h5"]);
    expect(warnings).toEqual(['ModelCheckpoint: "val_loss" is not in the logs; there are loss']);
  });

  it("refuses what it cannot do", async () => {
    const store = new NotingStore();
    const refusals: readonly [object, string][] = [
      [
        { store: {} },
        "store is not valid; expected an object with save(), restore() and remove(), such as fileStore() of @sepconv/io gives, got {",
      ],
      [{ store, filepath: "a.h5" }, 'filepath is not valid; expected a name that ends in ".keras", got "a.h5".'],
      [
        { store, filepath: "a.keras", saveWeightsOnly: true },
        'filepath is not valid; expected a name that ends in ".weights.h5", got "a.keras".',
      ],
      [
        { store, filepath: "{epoch:>5}.keras" },
        'filepath has a field that is not known; expected fields such as {epoch:02d}, {val_loss:.2f}, {loss:.1e} or {epoch}, got "{epoch:>5}.keras".',
      ],
      [
        { store, filepath: "a.keras", saveFreq: 0 },
        'saveFreq is not valid; expected "epoch" or a number of batches, at least 1, got 0.',
      ],
      [{ store, filepath: "a.keras", verbose: 1 }, 'unknown option "verbose"; expected "store", "filepath"'],
    ];
    for (const [options, message] of refusals) {
      expect(() => new ModelCheckpoint(options as never)).toThrow(`ModelCheckpoint: ${message}`);
    }
    await expect(train([new ModelCheckpoint({ store, filepath: "{auc}.keras" })])).rejects.toThrow(
      'ModelCheckpoint: a field of filepath has no number; expected epoch, loss, got "auc".',
    );
  });
});

describe("BackupAndRestore", () => {
  it("restores once, keeps where training stands after each epoch or some batches, and removes it at the end", async () => {
    const store = new NotingStore();
    await train([new BackupAndRestore({ store })], 2);
    expect(store.calls).toEqual([
      "restore backup.keras",
      "save backup.keras",
      "save backup.keras",
      "remove backup.keras",
    ]);
    expect(store.note).toMatchObject({ epoch: 2, batch: 0, counts: null, callbacks: [null] });

    const batches = new NotingStore();
    await train([new BackupAndRestore({ store: batches, name: "b.keras", saveFreq: 3, deleteCheckpoint: false })], 2);
    expect(batches.calls).toEqual(["restore b.keras", "save b.keras"]);
    expect(batches.note).toMatchObject({
      epoch: 1,
      batch: 1,
      counts: {
        means: [
          [expect.any(Number), 2],
          [0, 0],
        ],
      },
    });
  });

  it("begins with the epoch that is left, and does not begin an interrupted one again", async () => {
    const store = new NotingStore();
    const backup = new BackupAndRestore({ store, saveFreq: 3, deleteCheckpoint: false });
    await train([backup, {}], 2);
    const told: string[] = [];
    const looking = new LambdaCallback({
      onEpochBegin: (epoch) => void told.push(`begin ${epoch}`),
      onTrainBatchBegin: (batch) => void told.push(`batch ${batch}`),
      onEpochEnd: (epoch) => void told.push(`end ${epoch}`),
    });
    const { epoch } = await train([backup, looking], 3);
    expect(told).toEqual(["batch 1", "end 1", "begin 2", "batch 0", "batch 1", "end 2"]);
    expect(epoch).toEqual([1, 2]);
  });

  it("refuses a position that is none, or of another training", async () => {
    const store = new NotingStore();
    const backup = new BackupAndRestore({ store, deleteCheckpoint: false });
    await train([backup], 1);
    const { note } = store as { note: Record<string, unknown> };
    const refusals: readonly [unknown, string | RegExp][] = [
      [undefined, /the position in the checkpoint is not valid; expected what a training has written, got null\.$/],
      [{ ...note, epoch: -1 }, /epoch is not valid; expected a whole number from 0 to 2147483647, got -1\.$/],
      [{ ...note, batch: 1 }, /the position in the checkpoint is not valid/],
      [{ ...note, order: [1] }, /the state of a random stream is not valid; .*, got \[1\]\.$/],
      [{ ...note, callbacks: [{ best: "1" }] }, /the position in the checkpoint is not valid; .*, got "1"\.$/],
      [{ ...note, batch: 1, counts: { means: [[1]], metrics: [] } }, /the position in the checkpoint is not valid/],
      [
        { ...note, callbacks: [] },
        /^Sequential ".*": fit: the checkpoint is of another training; expected the same losses, metrics, callbacks and shuffle\. Call fit\(\) with the arguments of then, or remove the checkpoint\.$/,
      ],
      [{ ...note, order: null }, /the checkpoint is of another training/],
      [
        {
          ...note,
          batch: 9,
          counts: {
            means: [
              [1, 1],
              [0, 0],
            ],
            metrics: [],
          },
        },
        /the data has fewer batches than the checkpoint; expected at least 9 in an epoch\./,
      ],
    ];
    for (const [changed, message] of refusals) {
      store.note = changed ?? null;
      await expect(train([backup])).rejects.toThrow(message);
    }
    expect(() => new BackupAndRestore({ store, name: "backup" })).toThrow(
      'BackupAndRestore: name is not valid; expected a name that ends in ".keras", got "backup".',
    );
  });

  it("refuses best weights of another model", async () => {
    const store = new NotingStore();
    const stopping = () => new EarlyStopping({ monitor: "loss", restoreBestWeights: true });
    await train([new BackupAndRestore({ store, deleteCheckpoint: false }), stopping()], 1);
    const { note } = store as { note: Record<string, unknown> };
    store.note = { ...note, callbacks: [null, { best: 1, wait: 0, weights: [new Float64Array(1)] }] };
    await expect(train([new BackupAndRestore({ store }), stopping()])).rejects.toThrow(
      'EarlyStopping: the best weights in the checkpoint are those of another model; expected 1, 1, got "1".',
    );
  });
});

describe("LambdaCallback", () => {
  it("refuses what is no function, and methods that do not exist", () => {
    expect(() => new LambdaCallback({ onEpochEnd: 1 as never })).toThrow("LambdaCallback: ");
    expect(() => new LambdaCallback({ onTestBegin: () => undefined } as never)).toThrow(
      'LambdaCallback: unknown option "onTestBegin"; expected "onTrainBegin"',
    );
  });
});
