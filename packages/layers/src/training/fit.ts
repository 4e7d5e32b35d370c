import { AbortedError } from "@sepconv/backend";
import { boolean, checkOptions, randomSource, wholeNumber } from "@sepconv/core";
import { HostTurns } from "../models/yield-to-host.js";
import type { Callback } from "./callbacks/callback.js";
import { disposeBatch, range, type SampleTable } from "./data.js";
import { type EvaluateOptions, type FitOptions, fitOptionNames } from "./fit-options.js";
import { History } from "./history.js";
import type { Logs } from "./progress.js";
import type { Trainer } from "./trainer.js";
import { dataOf } from "./training-data.js";
import { TrainingRun } from "./training-run.js";

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
  const run = new TrainingRun(where, trainer, callbacks, random, initialEpoch);

  await tell(callbacks, (callback) => callback.onTrainBegin?.(run));
  run.begin();
  let logs: Logs = {};
  while (run.epoch < epochs && !run.stopped) {
    const { epoch } = run;
    if (!run.isInterrupted) await tell(callbacks, (callback) => callback.onEpochBegin?.(epoch));
    trainer.reset();
    for await (const batch of training.batches(batchSize, random, run.skipped)) {
      if (signal?.aborted) {
        disposeBatch(batch);
        throw new AbortedError({ where, problem: `aborted in epoch ${epoch + 1} of ${epochs}` });
      }
      if (run.isInterrupted) {
        await run.takeUp(batch).finally(() => disposeBatch(batch));
      } else {
        const { batch: step } = run;
        await tell(callbacks, (callback) => callback.onTrainBatchBegin?.(step));
        await trainer.trainOnBatch(where, batch).finally(() => disposeBatch(batch));
        const needsLogs = onProgress !== undefined || callbacks.some(({ onTrainBatchEnd }) => onTrainBatchEnd);
        if (needsLogs) logs = await trainer.logs();
        await tell(callbacks, (callback) => callback.onTrainBatchEnd?.(step, logs));
        run.endBatch();
        await tell(callbacks, (callback) => callback.onRest?.("batch"));
        done++;
        const left = batches === null ? null : (epochs - epoch) * batches - run.batch;
        const remaining = left === null ? null : ((Date.now() - started) / done) * left;
        onProgress?.({ epoch, epochs, batch: run.batch, batches, logs, remaining });
        await turns.yieldIfDue();
      }
      if (run.stopped || run.batch === options.stepsPerEpoch) break;
    }
    run.checkTakenUp();
    const all: Record<string, number> = { ...(await trainer.logs()) };
    if (validation && (epoch + 1) % validationFreq === 0) {
      const tested = await test(where, trainer, validation, validationBatchSize, signal);
      for (const [name, value] of Object.entries(tested)) all[`val_${name}`] = value;
    }
    await tell(callbacks, (callback) => callback.onEpochEnd?.(epoch, all));
    history.add(epoch, all);
    logs = all;
    run.endEpoch();
    await tell(callbacks, (callback) => callback.onRest?.("epoch"));
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

async function tell(callbacks: readonly Callback[], call: (callback: Callback) => unknown): Promise<void> {
  for (const callback of callbacks) await call(callback);
}
