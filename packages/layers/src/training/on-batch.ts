import { ArgumentError } from "@sepconv/backend";
import { boolean, checkOptions } from "@sepconv/core";
import { type Batch, disposeBatch, range } from "./data.js";
import type { BatchOptions } from "./fit-options.js";
import type { Logs } from "./progress.js";
import { checkNotFitting } from "./running.js";
import type { Trainer } from "./trainer.js";

/** See `Model.trainOnBatch`. */
export async function trainOnBatch(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: BatchOptions,
): Promise<Logs> {
  return await onBatch(where, trainer, x, y, options, (batch) => trainer.trainOnBatch(where, batch));
}

/** See `Model.testOnBatch`. */
export async function testOnBatch(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: BatchOptions,
): Promise<Logs> {
  return await onBatch(where, trainer, x, y, options, (batch) => trainer.testOnBatch(where, batch));
}

async function onBatch(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: BatchOptions,
  run: (batch: Batch) => Promise<void>,
): Promise<Logs> {
  checkOptions(where, options, ["sampleWeight", "classWeight", "resetMetrics"]);
  checkNotFitting(where, trainer.model);
  const { sampleWeight, classWeight, resetMetrics = true } = options;
  const given = await trainer.table(where, x, y, sampleWeight);
  if (given.samples === 0)
    throw new ArgumentError({ where, problem: "there are no samples", expected: "at least one" });
  const table = classWeight ? given.weighedByClass(where, classWeight) : given;
  if (boolean(where, "resetMetrics", resetMetrics)) trainer.reset();
  const batch = table.batch(range(0, table.samples));
  await run(batch).finally(() => disposeBatch(batch));
  const logs = await trainer.logs();
  await trainer.turns.yieldIfDue();
  return logs;
}
