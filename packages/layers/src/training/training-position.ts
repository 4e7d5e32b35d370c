import { ArgumentError, type TypedArray } from "@sepconv/backend";
import { checkRandomState, type RandomState, wholeNumber } from "@sepconv/core";
import { isConfig } from "../config.js";
import type { CallbackState } from "./callbacks/callback.js";
import type { Counts } from "./counts.js";

/**
 * Where a training stands between two batches: with the model as it is then, it goes on from there. JSON, but for weights
 * that callbacks keep.
 */
export interface TrainingPosition {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** Batches of the epoch that are done. */
  readonly batch: number;
  /** What follows from `setRandomSeed`. */
  readonly random: RandomState | null;
  /** The stream that orders samples, before this epoch's order was drawn; null without shuffling. */
  readonly order: RandomState | null;
  /** Batches that epochs before this one have taken of the data, where it goes on in its middle. */
  readonly seen: number;
  /** Null between epochs. */
  readonly counts: Counts | null;
  /** What each callback has to remember. */
  readonly callbacks: readonly (CallbackState | null)[];
}

/** The position that a value is, of a file say. @throws ArgumentError where it is none. */
export function trainingPosition(where: string, value: unknown): TrainingPosition {
  if (!isConfig(value)) throw refusal(where, value);
  const { random, order, counts, callbacks } = value;
  const batch = wholeNumber(where, "batch", value["batch"], 0);
  const position = {
    epoch: wholeNumber(where, "epoch", value["epoch"], 0),
    batch,
    random: random === null ? null : checkRandomState(where, random),
    order: order === null ? null : checkRandomState(where, order),
    seen: wholeNumber(where, "seen", value["seen"] ?? 0, 0),
    counts: counts === null ? null : countsOf(where, counts),
    callbacks: listOf(where, callbacks, (state) => (state === null ? null : stateOf(where, state))),
  };
  if ((position.counts !== null) === batch > 0) return position;
  throw refusal(where, value);
}

function countsOf(where: string, value: unknown): Counts {
  if (!isConfig(value)) throw refusal(where, value);
  const numbers = (list: unknown): readonly number[] => listOf(where, list, (number) => numberOf(where, number));
  return {
    means: listOf(where, value["means"], (mean) => {
      const [total, weight, ...others] = numbers(mean);
      if (total === undefined || weight === undefined || others.length > 0) throw refusal(where, mean);
      return [total, weight];
    }),
    metrics: listOf(where, value["metrics"], (variables) => listOf(where, variables, numbers)),
  };
}

function stateOf(where: string, value: unknown): CallbackState {
  if (!isConfig(value)) throw refusal(where, value);
  const partOf = (item: unknown): CallbackState[string] => {
    if (item === null) return null;
    return Array.isArray(item) ? listOf(where, item, (elements) => elementsOf(where, elements)) : numberOf(where, item);
  };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, partOf(item)]));
}

function elementsOf(where: string, value: unknown): TypedArray {
  if (value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array) return value;
  throw refusal(where, value);
}

function listOf<Item>(where: string, value: unknown, itemOf: (item: unknown) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw refusal(where, value);
  return value.map(itemOf);
}

function numberOf(where: string, value: unknown): number {
  if (typeof value === "number") return value;
  throw refusal(where, value);
}

function refusal(where: string, got: unknown): ArgumentError {
  const expected = "what a training has written";
  return new ArgumentError({ where, problem: "the position in the checkpoint is not valid", expected, got });
}
