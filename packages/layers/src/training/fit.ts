import { AbortedError, ArgumentError } from "@sepconv/backend";
import { boolean, checkOptions, numberBetween, type RandomSource, randomSource, wholeNumber } from "@sepconv/core";
import { HostTurns } from "../models/yield-to-host.js";
import type { Callback, TrainingControl } from "./callbacks/callback.js";
import { type Batch, disposeBatch, range, type SampleTable } from "./data.js";
import { type EvaluateOptions, type FitOptions, fitOptionNames } from "./fit-options.js";
import { History } from "./history.js";
import type { Logs } from "./progress.js";
import type { Trainer } from "./trainer.js";

/** Trains on data for some epochs. See `Model.fit`. */
export async function fit(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: FitOptions,
): Promise<History> {
  checkOptions(where, options, fitOptionNames);
  const { signal, callbacks = [], onProgress } = options;
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const epochs = wholeNumber(where, "epochs", options.epochs ?? 1);
  const initialEpoch = wholeNumber(where, "initialEpoch", options.initialEpoch ?? 0, 0);
  const validationBatchSize = wholeNumber(where, "validationBatchSize", options.validationBatchSize ?? batchSize);
  const validationFreq = wholeNumber(where, "validationFreq", options.validationFreq ?? 1);
  const { training, validation } = await dataOf(where, trainer, x, y, options);
  const shuffle = boolean(where, "shuffle", options.shuffle ?? true);
  const random = shuffle && training.table ? randomSource(options.seed) : null;
  const batches = options.stepsPerEpoch ?? (training.table ? Math.ceil(training.table.samples / batchSize) : null);
  const history = new History();
  const turns = new HostTurns();
  const started = Date.now();
  let done = 0;
  let stopped = false;
  const control = controlOf(trainer, () => {
    stopped = true;
  });

  await tell(callbacks, (callback) => callback.onTrainBegin?.(control));
  let logs: Logs = {};
  for (let epoch = initialEpoch; epoch < epochs && !stopped; epoch++) {
    await tell(callbacks, (callback) => callback.onEpochBegin?.(epoch));
    trainer.reset();
    let step = 0;
    for await (const batch of training.batches(batchSize, random)) {
      if (signal?.aborted) {
        disposeBatch(batch);
        throw new AbortedError({ where, problem: `aborted in epoch ${epoch + 1} of ${epochs}` });
      }
      await tell(callbacks, (callback) => callback.onTrainBatchBegin?.(step));
      await trainer.trainOnBatch(where, batch).finally(() => disposeBatch(batch));
      const needsLogs = onProgress !== undefined || callbacks.some(({ onTrainBatchEnd }) => onTrainBatchEnd);
      if (needsLogs) logs = await trainer.logs();
      await tell(callbacks, (callback) => callback.onTrainBatchEnd?.(step, logs));
      step++;
      done++;
      const left = batches === null ? null : (epochs - initialEpoch) * batches - done;
      const remaining = left === null ? null : ((Date.now() - started) / done) * left;
      onProgress?.({ epoch, epochs, batch: step, batches, logs, remaining });
      await turns.yieldIfDue();
      if (stopped || step === options.stepsPerEpoch) break;
    }
    const all: Record<string, number> = { ...(await trainer.logs()) };
    if (validation && (epoch + 1) % validationFreq === 0) {
      const tested = await test(where, trainer, validation, validationBatchSize, signal);
      for (const [name, value] of Object.entries(tested)) all[`val_${name}`] = value;
    }
    await tell(callbacks, (callback) => callback.onEpochEnd?.(epoch, all));
    history.add(epoch, all);
    logs = all;
  }
  trainer.optimizer.finalizeVariableValues(trainer.model.trainableWeights);
  await tell(callbacks, (callback) => callback.onTrainEnd?.(logs));
  return history;
}

/** Losses and metrics on data. See `Model.evaluate`. */
export async function evaluate(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: EvaluateOptions,
): Promise<Logs> {
  checkOptions(where, options, ["batchSize", "sampleWeight", "signal"]);
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const table = await trainer.table(where, x, y, options.sampleWeight);
  return await test(where, trainer, table, batchSize, options.signal);
}

async function test(
  where: string,
  trainer: Trainer,
  table: SampleTable,
  batchSize: number,
  signal: FitOptions["signal"],
): Promise<Logs> {
  const turns = new HostTurns();
  trainer.reset();
  for (let start = 0; start < table.samples; start += batchSize) {
    if (signal?.aborted)
      throw new AbortedError({ where, problem: `aborted after ${start} of ${table.samples} samples` });
    const batch = table.batch(range(start, Math.min(start + batchSize, table.samples)));
    await trainer.testOnBatch(where, batch).finally(() => disposeBatch(batch));
    await turns.yieldIfDue();
  }
  return await trainer.logs();
}

interface TrainingData {
  /** Null for an iterable. */
  readonly table: SampleTable | null;
  batches(batchSize: number, random: RandomSource | null): AsyncIterable<Batch>;
}

async function dataOf(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: FitOptions,
): Promise<{ readonly training: TrainingData; readonly validation: SampleTable | null }> {
  const { validationData, classWeight } = options;
  const given = validationData
    ? await trainer.table(where, validationData[0], validationData[1], validationData[2])
    : null;
  if (isIterable(x))
    return { training: { table: null, batches: () => iterated(where, trainer, x) }, validation: given };
  const share = numberBetween(where, "validationSplit", options.validationSplit ?? 0, 0, 1);
  const whole = await trainer.table(where, x, y, options.sampleWeight);
  const [first, last] = given || share === 0 ? [whole, null] : whole.splitAt(Math.floor(whole.samples * (1 - share)));
  if (first.samples === 0) {
    throw new ArgumentError({ where, problem: "there are no samples to train on", expected: "at least one" });
  }
  const table = classWeight ? first.weighedByClass(where, classWeight) : first;
  return { training: { table, batches: (size, random) => tabled(table, size, random) }, validation: given ?? last };
}

async function* tabled(table: SampleTable, batchSize: number, random: RandomSource | null): AsyncIterable<Batch> {
  const places = range(0, table.samples);
  if (random) shufflePlaces(places, random);
  for (let start = 0; start < places.length; start += batchSize)
    yield table.batch(places.subarray(start, start + batchSize));
}

/** Batches `[x, y]` or `[x, y, sampleWeight]` of an iterable; a function gives a new one for each epoch. */
async function* iterated(where: string, trainer: Trainer, source: Batches): AsyncIterable<Batch> {
  for await (const [x, y, sampleWeight] of typeof source === "function" ? source() : source) {
    const table = await trainer.table(where, x, y, sampleWeight);
    yield table.batch(range(0, table.samples));
  }
}

type BatchIterable = Iterable<readonly unknown[]> | AsyncIterable<readonly unknown[]>;
type Batches = BatchIterable | (() => BatchIterable);

function isIterable(value: unknown): value is Batches {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  return Symbol.iterator in value || Symbol.asyncIterator in value;
}

/** Fisher and Yates: every order is as likely. */
function shufflePlaces(places: Uint32Array, random: RandomSource): void {
  const bits = random.bits(places.length);
  for (let last = places.length - 1; last > 0; last--) {
    const other = Math.floor(((bits[last] ?? 0) / 2 ** 32) * (last + 1));
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
}

function controlOf(trainer: Trainer, stop: () => void): TrainingControl {
  const { model, optimizer } = trainer;
  return {
    model,
    stop,
    get learningRate() {
      return optimizer.learningRate;
    },
    set learningRate(value: number) {
      optimizer.learningRate = value;
    },
  };
}

async function tell(callbacks: readonly Callback[], call: (callback: Callback) => unknown): Promise<void> {
  for (const callback of callbacks) await call(callback);
}
