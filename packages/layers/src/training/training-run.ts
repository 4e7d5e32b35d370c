import { ArgumentError } from "@sepconv/backend";
import { randomState, setRandomState } from "@sepconv/core";
import type { Model } from "../models/model.js";
import type { BatchSource } from "./batch-source.js";
import type { Callback, TrainingControl } from "./callbacks/callback.js";
import type { Counts } from "./counts.js";
import type { Batch } from "./data.js";
import type { Trainer } from "./trainer.js";
import { type TrainingPosition, trainingPosition } from "./training-position.js";

/** One training: where it stands, and what callbacks may do to it. */
export class TrainingRun implements TrainingControl {
  readonly epochs: number;
  /** The epoch, from 0. */
  epoch: number;
  /** Batches of the epoch that are done. */
  batch = 0;
  readonly #where: string;
  readonly #trainer: Trainer;
  readonly #callbacks: readonly Callback[];
  readonly #data: BatchSource;
  #resumed: TrainingPosition | null = null;
  /** What an epoch had counted that another training has begun. */
  #interrupted: Counts | null = null;

  constructor(
    where: string,
    trainer: Trainer,
    callbacks: readonly Callback[],
    data: BatchSource,
    { initialEpoch, epochs }: { readonly initialEpoch: number; readonly epochs: number },
  ) {
    this.#where = where;
    this.#trainer = trainer;
    this.#callbacks = callbacks;
    this.#data = data;
    this.epochs = epochs;
    this.epoch = initialEpoch;
    this.model.stopTraining = false;
  }

  get model(): Model {
    return this.#trainer.model;
  }

  get learningRate(): number {
    return this.#trainer.optimizer.learningRate;
  }

  set learningRate(value: number) {
    this.#trainer.optimizer.learningRate = value;
  }

  get batches(): number | null {
    return this.#data.batches;
  }

  get stopped(): boolean {
    return this.model.stopTraining;
  }

  stop(): void {
    this.model.stopTraining = true;
  }

  async position(): Promise<TrainingPosition> {
    const { epoch, batch } = this;
    return {
      epoch,
      batch,
      random: randomState(),
      ...this.#data.standing,
      counts: batch > 0 ? await this.#trainer.counts() : null,
      callbacks: await Promise.all(this.#callbacks.map(async (callback) => (await callback.getState?.()) ?? null)),
    };
  }

  resume(given: unknown): void {
    const position = trainingPosition(this.#where, given);
    const { counts, order, callbacks } = position;
    const fits =
      (counts === null || this.#trainer.hasCounts(counts)) &&
      (order === null) === (this.#data.standing.order === null) &&
      callbacks.length === this.#callbacks.length;
    if (!fits) {
      throw new ArgumentError({
        where: this.#where,
        problem: "the checkpoint is of another training",
        expected: "the same losses, metrics, callbacks and shuffle",
        remedy: "Call fit() with the arguments of then, or remove the checkpoint.",
      });
    }
    this.#resumed = position;
  }

  /** Takes over the position that a callback has resumed, once all callbacks know that training begins. */
  begin(): void {
    if (!this.#resumed) return;
    const { epoch, batch, random, order, seen, counts, callbacks } = this.#resumed;
    this.epoch = epoch;
    this.batch = batch;
    this.#interrupted = counts;
    this.#data.goOn({ order, seen });
    setRandomState(random);
    for (const [index, callback] of this.#callbacks.entries()) {
      const state = callbacks[index] ?? null;
      if (state) callback.setState?.(state);
    }
  }

  /** Whether the epoch is one that another training has begun, and nothing of it was taken up so far. */
  get isInterrupted(): boolean {
    return this.#interrupted !== null;
  }

  /** How many batches of the epoch are not looked at again. */
  get skipped(): number {
    return Math.max(0, this.batch - 1);
  }

  /** Goes on after a batch that is done. It is tested once more, as some metrics have their variables only then. */
  async takeUp(batch: Batch): Promise<void> {
    const counts = this.#interrupted;
    this.#interrupted = null;
    await this.#trainer.testOnBatch(this.#where, batch);
    if (counts) this.#trainer.restoreCounts(counts);
  }

  /** @throws ArgumentError where the data ended before the batches that another training has done. */
  checkTakenUp(): void {
    if (!this.isInterrupted) return;
    throw new ArgumentError({
      where: this.#where,
      problem: "the data has fewer batches than the checkpoint",
      expected: `at least ${this.batch} in an epoch`,
      remedy: "Call fit() with the data of then, or remove the checkpoint.",
    });
  }

  endBatch(): void {
    this.batch++;
  }

  endEpoch(): void {
    this.epoch++;
    this.batch = 0;
  }
}
