import { ArgumentError } from "@sepconv/backend";
import { numberBetween, type RandomSource, wholeNumber } from "@sepconv/core";
import { isBatches } from "../models/batches.js";
import { type BatchSource, IteratedBatches, TableBatches } from "./batch-source.js";
import { range } from "./data.js";
import type { FitOptions } from "./fit-options.js";
import type { Trainer } from "./trainer.js";

/** What is to be predicted from what, and how much each sample counts. */
interface Given {
  readonly x: unknown;
  readonly y: unknown;
  readonly sampleWeight: unknown;
}

/** Where `fit` gets the batches of training from, and those of validation; null for none. */
export async function sourcesOf(
  where: string,
  trainer: Trainer,
  x: unknown,
  y: unknown,
  options: FitOptions,
  batchSize: number,
  random: RandomSource | null,
): Promise<{ readonly training: BatchSource; readonly validation: BatchSource | null }> {
  const { validationData, classWeight, sampleWeight } = options;
  const share = numberBetween(where, "validationSplit", options.validationSplit ?? 0, 0, 1);
  const validationSize = wholeNumber(where, "validationBatchSize", options.validationBatchSize ?? batchSize);
  const steps = stepsOf(where, "stepsPerEpoch", options.stepsPerEpoch);
  const validationSteps = stepsOf(where, "validationSteps", options.validationSteps);
  const given = validationData
    ? await sourceOf(
        `${where}: validationData`,
        trainer,
        pairOf(where, validationData),
        validationSize,
        null,
        validationSteps,
      )
    : null;
  if (isBatches(x)) {
    refuseBesideBatches(where, { validationSplit: given ? undefined : share || undefined, classWeight });
    return {
      training: await sourceOf(where, trainer, { x, y, sampleWeight }, batchSize, random, steps),
      validation: given,
    };
  }
  const whole = await trainer.table(where, x, y, sampleWeight);
  const [first, last] = given || share === 0 ? [whole, null] : whole.splitAt(Math.floor(whole.samples * (1 - share)));
  if (first.samples === 0) {
    throw new ArgumentError({ where, problem: "there are no samples to train on", expected: "at least one" });
  }
  const table = classWeight ? first.weighedByClass(where, classWeight) : first;
  const validation = last && new TableBatches(last, validationSize, null, { where, steps: validationSteps });
  return { training: new TableBatches(table, batchSize, random, { where, steps }), validation: given ?? validation };
}

/** The batches of data: of an iterable as they come, else of samples that are cut into them. */
export async function sourceOf(
  where: string,
  trainer: Trainer,
  { x, y, sampleWeight }: Given,
  batchSize: number,
  random: RandomSource | null,
  steps: number | null,
): Promise<BatchSource> {
  if (!isBatches(x)) {
    const table = await trainer.table(where, x, y, sampleWeight);
    if (table.samples === 0)
      throw new ArgumentError({ where, problem: "there are no samples", expected: "at least one" });
    return new TableBatches(table, batchSize, random, { where, steps });
  }
  refuseBesideBatches(where, { y, sampleWeight });
  const batchOf = async (item: unknown, step: number) => {
    const [ownX, ownY, ownWeight] = itemOf(`${where}: batch ${step + 1}`, item);
    const table = await trainer.table(`${where}: batch ${step + 1}`, ownX, ownY, ownWeight);
    return table.batch(range(0, table.samples));
  };
  return new IteratedBatches(x, batchOf, { where, steps });
}

/** The whole number that counts steps, null for none. */
export function stepsOf(where: string, name: string, value: number | null | undefined): number | null {
  return value === undefined || value === null ? null : wholeNumber(where, name, value);
}

/** Validation data: an iterable of batches, or samples. */
function pairOf(where: string, data: unknown): Given {
  if (isBatches(data)) return { x: data, y: undefined, sampleWeight: undefined };
  const [x, y, sampleWeight] = itemOf(`${where}: validationData`, data);
  return { x, y, sampleWeight };
}

/** `[x, y]` or `[x, y, sampleWeight]`; `[x]` for a model whose layers add all its losses. */
function itemOf(where: string, item: unknown): readonly unknown[] {
  if (Array.isArray(item) && item.length >= 1 && item.length <= 3) return item;
  throw new ArgumentError({ where, problem: "this is no data", expected: "[x, y] or [x, y, sampleWeight]", got: item });
}

/** @throws ArgumentError where something is given that batches of an iterable bring themselves. */
function refuseBesideBatches(where: string, given: Readonly<Record<string, unknown>>): void {
  const name = Object.keys(given).find((key) => given[key] !== undefined && given[key] !== null);
  if (name === undefined) return;
  throw new ArgumentError({
    where,
    problem: `${name} does not go with an iterable of batches`,
    expected: "batches [x, y, sampleWeight] that have all of it",
    got: given[name],
  });
}
