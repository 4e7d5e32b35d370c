import type { Batches } from "../models/batches.js";
import type { AbortSignalLike } from "../models/predict.js";
import type { Callback } from "./callbacks/callback.js";
import type { TrainingProgress } from "./progress.js";

/** What `fit` takes besides the data. */
export interface FitOptions {
  /** Samples of one update. Default: 32. With an iterable its batches are taken as they come. */
  readonly batchSize?: number;
  /** How often the data is gone through. Default: 1. */
  readonly epochs?: number;
  /** The number of the first epoch, of a training that goes on. Default: 0. */
  readonly initialEpoch?: number;
  /** Whether each epoch takes the samples in an order of its own. Default: true. */
  readonly shuffle?: boolean;
  /** Makes the orders follow from a number. Default: as `setRandomSeed` says. */
  readonly seed?: number;
  /** `[x, y]` or `[x, y, sampleWeight]` to test on after each epoch, or an iterable of such batches, as `fit` takes it. */
  readonly validationData?: readonly unknown[] | Batches | null;
  /** The share of samples, the last ones, to test on instead. Default: 0. */
  readonly validationSplit?: number;
  /** Default: `batchSize`. */
  readonly validationBatchSize?: number;
  /** Batches of one validation, which begins with the first each time. Default: all. */
  readonly validationSteps?: number | null;
  /** Tests after every so many epochs. Default: 1. */
  readonly validationFreq?: number;
  /** Weights of samples: one for each, or for each output. */
  readonly sampleWeight?: unknown;
  /** Weights of classes by their numbers; 1 for those that are not named. Not with an iterable. */
  readonly classWeight?: Readonly<Record<number, number>>;
  /**
   * Batches of an epoch, for data that does not end. The next epoch goes on where this one ended; where the data ends
   * first, the epoch does too, with a warning. Default: all.
   */
  readonly stepsPerEpoch?: number | null;
  /**
   * What is shown of the progress: nothing (0, the default); a bar on a terminal, and elsewhere a line for each epoch (1); such
   * lines everywhere (2); or the bar on a terminal and else nothing ("auto"). See `callbacks.ProgressBar`.
   */
  readonly verbose?: 0 | 1 | 2 | "auto";
  /** What looks on, and may end training. */
  readonly callbacks?: readonly Callback[];
  /** Ends training with an `AbortedError` before the next batch. */
  readonly signal?: AbortSignalLike;
  /** Called after each batch. */
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export const fitOptionNames: readonly string[] = [
  "batchSize",
  "epochs",
  "initialEpoch",
  "shuffle",
  "seed",
  "validationData",
  "validationSplit",
  "validationBatchSize",
  "validationSteps",
  "validationFreq",
  "sampleWeight",
  "classWeight",
  "stepsPerEpoch",
  "verbose",
  "callbacks",
  "signal",
  "onProgress",
];

/** What `evaluate` takes besides the data. */
export interface EvaluateOptions {
  /** Samples computed together. Default: 32. */
  readonly batchSize?: number;
  /** Weights of samples: one for each, or for each output. */
  readonly sampleWeight?: unknown;
  /** Batches to test on. Default: all. */
  readonly steps?: number | null;
  /** Ends with an `AbortedError` before the next batch. */
  readonly signal?: AbortSignalLike;
}

export const evaluateOptionNames: readonly string[] = ["batchSize", "sampleWeight", "steps", "signal"];

/** What `trainOnBatch` and `testOnBatch` take besides the data. */
export interface BatchOptions {
  /** Weights of samples: one for each, or for each output. */
  readonly sampleWeight?: unknown;
  /** Weights of classes by their numbers. */
  readonly classWeight?: Readonly<Record<number, number>>;
  /** Whether the numbers are this batch's. Default: true; else they are means since the last reset. */
  readonly resetMetrics?: boolean;
}
