import type { Model, schedules } from "@sepconv/layers";
import type { TrainingData } from "./samples.js";
import type { ReadFile } from "./tensor-file.js";

/** How a net is made from nothing and trained: always by Adam, on the sparse categorical cross-entropy. */
export interface Recipe {
  /** What it tells apart, for people. */
  readonly task: string;
  readonly epochs: number;
  /** Samples of one update. */
  readonly batchSize: number;
  /** The learning rate of each update, for so many updates an epoch. */
  learningRate(updatesPerEpoch: number): schedules.Schedule;
  /** How much an error on a sample or step counts, by its class. Default: all count 1. */
  readonly classWeights?: readonly number[];
  /** The net with random weights, as `setRandomSeed` says. */
  build(): Model;
  /** Both splits, from the files in the net's folder. */
  read(read: ReadFile): Promise<TrainingData>;
}
