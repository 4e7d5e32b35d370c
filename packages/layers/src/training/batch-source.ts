import { type RandomSource, type RandomState, warn } from "@sepconv/core";
import type { Batches } from "../models/batches.js";
import { iteratorOf } from "./batch-iterator.js";
import { type Batch, range, type SampleTable } from "./data.js";

/** Where the batches of each epoch come from. */
export interface BatchSource {
  /** Batches of an epoch; null where the data does not say. */
  readonly batches: number | null;
  /** Where the data stood when this epoch began, for a checkpoint. */
  readonly standing: DataStanding;
  /** Goes on from there. */
  goOn(from: DataStanding): void;
  /** The batches of the next epoch, without the first ones; whoever asks disposes them. */
  epoch(skipped: number): AsyncIterable<Batch>;
  /** Begins anew, as far as the data can. */
  restart(): void;
  /** Ends an iteration that is under way. */
  close(): Promise<void>;
}

/** Where data stands between two epochs. */
export interface DataStanding {
  /** The stream that orders samples, before their order was drawn; null without shuffling. */
  readonly order: RandomState | null;
  /** Batches that were taken since the data began, where an epoch goes on in its middle. */
  readonly seen: number;
}

/** How many batches an epoch has, and how messages name the data. */
export interface SourceOptions {
  readonly where: string;
  /** Batches of an epoch, which goes on where the one before ended; null for all there are, from the beginning. */
  readonly steps: number | null;
}

/** The batches of a table. */
export class TableBatches implements BatchSource {
  readonly #table: SampleTable;
  readonly #batchSize: number;
  readonly #random: RandomSource | null;
  readonly #options: SourceOptions;
  /** The order of the samples, and where its stream stood before; null before it is drawn. */
  #places: Uint32Array | null = null;
  #order: RandomState | null = null;
  #seen = 0;
  #standing: DataStanding;

  /** @param random draws an order for each time the table is gone through; null for the one it has. */
  constructor(table: SampleTable, batchSize: number, random: RandomSource | null, options: SourceOptions) {
    this.#table = table;
    this.#batchSize = batchSize;
    this.#random = random;
    this.#options = options;
    this.#standing = this.#stand();
  }

  get batches(): number {
    return this.#options.steps ?? this.#whole;
  }

  get standing(): DataStanding {
    return this.#standing;
  }

  goOn({ order, seen }: DataStanding): void {
    if (this.#random && order) this.#random.state = order;
    this.restart();
    if (seen > 0) this.#ordered();
    this.#seen = seen;
    this.#standing = this.#stand();
  }

  async *epoch(skipped: number): AsyncIterable<Batch> {
    if (this.#options.steps === null) this.restart();
    for (let step = 0; step < this.batches; step++) {
      if (this.#seen === this.#whole) {
        warnOfTheEnd(this.#options, step);
        break;
      }
      const places = this.#ordered();
      const start = this.#seen++ * this.#batchSize;
      if (step >= skipped) yield this.#table.batch(places.subarray(start, start + this.#batchSize));
    }
    if (this.#seen === this.#whole) this.restart();
    this.#standing = this.#stand();
  }

  restart(): void {
    this.#places = null;
    this.#seen = 0;
  }

  async close(): Promise<void> {}

  get #whole(): number {
    return Math.ceil(this.#table.samples / this.#batchSize);
  }

  #stand(): DataStanding {
    return { order: this.#places ? this.#order : (this.#random?.state ?? null), seen: this.#seen };
  }

  #ordered(): Uint32Array {
    if (this.#places) return this.#places;
    this.#order = this.#random?.state ?? null;
    const places = range(0, this.#table.samples);
    if (this.#random) shufflePlaces(places, this.#random);
    this.#places = places;
    return places;
  }
}

/** The batches of an iterable, in their order. */
export class IteratedBatches implements BatchSource {
  readonly batches: number | null;
  readonly #source: Batches;
  readonly #batchOf: (item: unknown, step: number) => Promise<Batch>;
  readonly #options: SourceOptions;
  #iterator: Iterator<unknown> | AsyncIterator<unknown> | null = null;
  #seen = 0;
  #standing = 0;

  constructor(source: Batches, batchOf: (item: unknown, step: number) => Promise<Batch>, options: SourceOptions) {
    this.#source = source;
    this.#batchOf = batchOf;
    this.#options = options;
    this.batches = options.steps;
  }

  get standing(): DataStanding {
    return { order: null, seen: this.#standing };
  }

  goOn({ seen }: DataStanding): void {
    this.#standing = seen;
  }

  async *epoch(skipped: number): AsyncIterable<Batch> {
    const { steps } = this.#options;
    // A function gives one for each epoch; else an epoch of some steps goes on where the one before ended.
    if (steps === null || typeof this.#source === "function") await this.close();
    if (!this.#iterator) {
      this.#iterator = iteratorOf(this.#options.where, this.#source);
      this.#seen = 0;
      while (this.#seen < this.#standing && !(await this.#iterator.next()).done) this.#seen++;
    }
    for (let step = 0; steps === null || step < steps; step++) {
      const { done, value } = await this.#iterator.next();
      if (done) {
        this.#iterator = null;
        if (steps !== null && step > 0) warnOfTheEnd(this.#options, step);
        break;
      }
      this.#seen++;
      if (step >= skipped) yield await this.#batchOf(value, step);
    }
    const goesOn = this.#iterator && steps !== null && typeof this.#source !== "function";
    this.#standing = goesOn ? this.#seen : 0;
  }

  restart(): void {
    // A generator goes on, as it begins but once; what can begin anew does.
    this.#iterator = null;
    this.#standing = 0;
  }

  async close(): Promise<void> {
    const iterator = this.#iterator;
    this.#iterator = null;
    await iterator?.return?.();
  }
}

function warnOfTheEnd({ where, steps }: SourceOptions, step: number): void {
  warn(`${where}: the data ended after ${step} of ${steps} batches, and so does the epoch`);
}

/** Fisher and Yates: every order is as likely. */
function shufflePlaces(places: Uint32Array, random: RandomSource): void {
  const bits = random.bits(places.length);
  for (let last = places.length - 1; last > 0; last--) {
    const other = Math.floor(((bits[last] ?? 0) / 2 ** 32) * (last + 1));
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
}
