import { AbortedError, ArgumentError } from "@sepconv/backend";
import { boolean, checkFunction, checkOptions, randomSource, warn, wholeNumber } from "@sepconv/core";
import { isBatches } from "../models/batches.js";
import { standardOutput } from "../models/terminal.js";
import { HostTurns } from "../models/yield-to-host.js";
import type { BatchSource } from "./batch-source.js";
import type { Callback } from "./callbacks/callback.js";
import { ProgressBar } from "./callbacks/progress-bar.js";
import { disposeBatch } from "./data.js";
import { type EvaluateOptions, evaluateOptionNames, type FitOptions, fitOptionNames } from "./fit-options.js";
import { History } from "./history.js";
import type { Logs } from "./progress.js";
import { asOnlyFit, checkNotFitting, type Turn } from "./running.js";
import { sourceOf, sourcesOf, stepsOf } from "./sources.js";
import type { Trainer } from "./trainer.js";
import { TrainingRun } from "./training-run.js";

/** Trains on data for some epochs. See `Model.fit`. */
export async function fit(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: FitOptions,
): Promise<History> {
  checkFitOptions(where, options);
  return await asOnlyFit(where, trainer.model, async (turn) => {
    checkSignal(where, options.signal, () => "before the first epoch");
    return await train(where, trainer, x, y, options, turn);
  });
}

async function train(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: FitOptions,
  turn: Turn,
): Promise<History> {
  const { signal, onProgress } = options;
  const callbacks = [...(options.callbacks ?? []), ...progressBars(where, options.verbose ?? 0)];
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const epochs = wholeNumber(where, "epochs", options.epochs ?? 1, 0);
  const initialEpoch = wholeNumber(where, "initialEpoch", options.initialEpoch ?? 0, 0);
  const validationFreq = wholeNumber(where, "validationFreq", options.validationFreq ?? 1);
  const shuffle = boolean(where, "shuffle", options.shuffle ?? true);
  const random = shuffle && !isBatches(x) ? randomSource(options.seed) : null;
  const { training, validation } = await sourcesOf(where, trainer, x, y, options, batchSize, random);
  const { batches } = training;
  const history = new History();
  const turns = new HostTurns();
  const started = Date.now();
  let done = 0;
  const run = new TrainingRun(where, trainer, options.callbacks ?? [], training, { initialEpoch, epochs });
  const tell = async (call: (callback: Callback) => unknown): Promise<void> => {
    turn.isCallbacks = true;
    for (const callback of callbacks) await call(callback);
    turn.isCallbacks = false;
  };
  trainer.warnOfTrainableChanges(where);

  try {
    await tell((callback) => callback.onTrainBegin?.(run));
    run.begin();
    let logs: Logs = {};
    while (run.epoch < epochs && !run.stopped) {
      const { epoch } = run;
      if (!run.isInterrupted) await tell((callback) => callback.onEpochBegin?.(epoch));
      trainer.reset();
      for await (const batch of training.epoch(run.skipped)) {
        const { batch: step } = run;
        try {
          checkSignal(where, signal, () => `in epoch ${epoch + 1} of ${epochs}`);
          if (run.isInterrupted) {
            await run.takeUp(batch);
            continue;
          }
          await tell((callback) => callback.onTrainBatchBegin?.(step));
          await trainer.trainOnBatch(where, batch, `batch ${step + 1} of epoch ${epoch + 1}`);
        } finally {
          disposeBatch(batch);
        }
        const needsLogs = onProgress !== undefined || callbacks.some(({ onTrainBatchEnd }) => onTrainBatchEnd);
        if (needsLogs) logs = await trainer.logs();
        await tell((callback) => callback.onTrainBatchEnd?.(step, logs));
        run.endBatch();
        await tell((callback) => callback.onRest?.("batch"));
        done++;
        const left = batches === null ? null : (epochs - epoch) * batches - run.batch;
        const remaining = left === null ? null : ((Date.now() - started) / done) * left;
        onProgress?.({ epoch, epochs, batch: run.batch, batches, logs, remaining });
        await turns.yieldIfDue();
        if (run.stopped) break;
      }
      run.checkTakenUp();
      if (run.batch === 0) {
        checkGaveBatches(where, done);
        warn(`${where}: the data ended after ${epoch - initialEpoch} epochs, and so does training`);
        break;
      }
      const all: Record<string, number> = { ...(await trainer.logs()) };
      if (validation && (epoch + 1) % validationFreq === 0) {
        validation.restart();
        const tested = await test(where, trainer, validation, signal);
        for (const [name, value] of Object.entries(tested)) all[`val_${name}`] = value;
      }
      await tell((callback) => callback.onEpochEnd?.(epoch, all));
      history.add(epoch, all);
      logs = all;
      run.endEpoch();
      await tell((callback) => callback.onRest?.("epoch"));
    }
    if (epochs > 0) trainer.optimizer.finalizeVariableValues(trainer.model.trainableWeights);
    await tell((callback) => callback.onTrainEnd?.(logs));
  } catch (error) {
    for (const callback of callbacks) await callback.onTrainError?.(error);
    throw error;
  } finally {
    await training.close();
    await validation?.close();
  }
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
  checkOptions(where, options, evaluateOptionNames);
  checkNotFitting(where, trainer.model);
  const { sampleWeight, steps, signal } = options;
  const batchSize = wholeNumber(where, "batchSize", options.batchSize ?? 32);
  const source = await sourceOf(
    where,
    trainer,
    { x, y, sampleWeight },
    batchSize,
    null,
    stepsOf(where, "steps", steps),
  );
  try {
    return await test(where, trainer, source, signal);
  } finally {
    await source.close();
  }
}

async function test(where: string, trainer: Trainer, source: BatchSource, signal: FitOptions["signal"]): Promise<Logs> {
  const turns = new HostTurns();
  trainer.reset();
  let step = 0;
  for await (const batch of source.epoch(0)) {
    try {
      checkSignal(where, signal, () => `after ${step} batches of testing`);
      await trainer.testOnBatch(where, batch, `batch ${step + 1}`);
    } finally {
      disposeBatch(batch);
    }
    step++;
    await turns.yieldIfDue();
  }
  checkGaveBatches(where, step);
  return await trainer.logs();
}

/** @throws AbortedError where the signal has fired. */
function checkSignal(where: string, signal: FitOptions["signal"], when: () => string): void {
  if (signal?.aborted) throw new AbortedError({ where, problem: `aborted ${when()}` });
}

function checkGaveBatches(where: string, batches: number): void {
  if (batches > 0) return;
  throw new ArgumentError({
    where,
    problem: "the data gave no batches",
    expected: "at least one",
    remedy: "A generator gives its batches once: hand in a function that makes one for each time.",
  });
}

function checkFitOptions(where: string, options: FitOptions): void {
  checkOptions(where, options, fitOptionNames);
  const { callbacks = [], onProgress, signal } = options;
  if (onProgress !== undefined) checkFunction(where, onProgress);
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  if (!Array.isArray(callbacks) || !callbacks.every(isObject)) {
    const problem = "callbacks are not valid";
    throw new ArgumentError({ where, problem, expected: "a list of callbacks", got: callbacks });
  }
  if (signal !== undefined && !isObject(signal)) {
    throw new ArgumentError({ where, problem: "signal is none", expected: "an AbortSignal", got: signal });
  }
}

/** What `verbose` stands for. */
function progressBars(where: string, verbose: NonNullable<FitOptions["verbose"]>): readonly Callback[] {
  if (![0, 1, 2, "auto"].includes(verbose)) {
    throw new ArgumentError({ where, problem: "verbose is not valid", expected: '0, 1, 2 or "auto"', got: verbose });
  }
  const level = verbose !== "auto" ? verbose : standardOutput()?.isTTY ? 1 : 0;
  return level === 0 ? [] : [new ProgressBar({ batches: level === 1 })];
}
