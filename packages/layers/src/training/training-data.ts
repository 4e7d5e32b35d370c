import { ArgumentError } from "@sepconv/backend";
import { numberBetween, type RandomSource } from "@sepconv/core";
import { type Batch, range, type SampleTable } from "./data.js";
import type { FitOptions } from "./fit-options.js";
import type { Trainer } from "./trainer.js";

/** What `fit` trains on. */
export interface TrainingData {
  /** Null for an iterable. */
  readonly table: SampleTable | null;
  /** The batches of an epoch, without the first ones. */
  batches(batchSize: number, random: RandomSource | null, skipped: number): AsyncIterable<Batch>;
}

/** The data of `fit`, and what it tests on after each epoch. @throws ArgumentError, ShapeError where it does not fit. */
export async function dataOf(
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
  if (isIterable(x)) {
    const batches: TrainingData["batches"] = (_size, _random, skipped) => iterated(where, trainer, x, skipped);
    return { training: { table: null, batches }, validation: given };
  }
  const share = numberBetween(where, "validationSplit", options.validationSplit ?? 0, 0, 1);
  const whole = await trainer.table(where, x, y, options.sampleWeight);
  const [first, last] = given || share === 0 ? [whole, null] : whole.splitAt(Math.floor(whole.samples * (1 - share)));
  if (first.samples === 0) {
    throw new ArgumentError({ where, problem: "there are no samples to train on", expected: "at least one" });
  }
  const table = classWeight ? first.weighedByClass(where, classWeight) : first;
  const batches: TrainingData["batches"] = (size, random, skipped) => tabled(table, size, random, skipped);
  return { training: { table, batches }, validation: given ?? last };
}

async function* tabled(
  table: SampleTable,
  batchSize: number,
  random: RandomSource | null,
  skipped: number,
): AsyncIterable<Batch> {
  const places = range(0, table.samples);
  if (random) shufflePlaces(places, random);
  for (let start = skipped * batchSize; start < places.length; start += batchSize)
    yield table.batch(places.subarray(start, start + batchSize));
}

/** Batches `[x, y]` or `[x, y, sampleWeight]` of an iterable; a function gives a new one for each epoch. */
async function* iterated(where: string, trainer: Trainer, source: Batches, skipped: number): AsyncIterable<Batch> {
  let left = skipped;
  for await (const [x, y, sampleWeight] of typeof source === "function" ? source() : source) {
    if (left-- > 0) continue;
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
