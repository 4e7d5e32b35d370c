import type { TypedArray } from "@sepconv/backend";
import type { Model } from "../../models/model.js";
import type { Logs } from "../progress.js";
import type { TrainingPosition } from "../training-position.js";

/** What a callback has to remember for a training that goes on later: numbers, and lists of the elements of weights. */
export type CallbackState = Readonly<Record<string, number | null | readonly TypedArray[]>>;

/** What a callback may do to a training. */
export interface TrainingControl {
  readonly model: Model;
  /** The number of the epoch before which training ends. */
  readonly epochs: number;
  /** Batches of an epoch; null where the data does not say. */
  readonly batches: number | null;
  /** The learning rate of the optimizer; set, it holds from the next batch on. */
  learningRate: number;
  /** Ends training after this batch. */
  stop(): void;
  /** Where training stands, for a checkpoint. Complete when training rests: in `onRest`. */
  position(): Promise<TrainingPosition>;
  /**
   * Goes on from a position, with the model as it was then. For `onTrainBegin`.
   *
   * @throws ArgumentError where it is none, or of another training; nothing changes then.
   */
  resume(position: unknown): void;
}

/**
 * Looks on while a model is trained. All methods are optional; training waits for those that give promises.
 *
 * @see https://keras.io/api/callbacks/base_callback/
 */
export interface Callback {
  onTrainBegin?(control: TrainingControl): void | Promise<void>;
  onTrainEnd?(logs: Logs): void | Promise<void>;
  /** Training ends with an error, or was aborted; nothing else is called after this. */
  onTrainError?(error: unknown): void | Promise<void>;
  onEpochBegin?(epoch: number): void | Promise<void>;
  /** What is added to `logs` stands in the history. */
  onEpochEnd?(epoch: number, logs: Record<string, number>): void | Promise<void>;
  onTrainBatchBegin?(batch: number): void | Promise<void>;
  onTrainBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
  /** Training rests after a batch or an epoch: every callback was told its end. The moment for checkpoints. */
  onRest?(after: "batch" | "epoch"): void | Promise<void>;
  /** What is kept in checkpoints. */
  getState?(): CallbackState | Promise<CallbackState>;
  /** Takes it back, after `onTrainBegin`. */
  setState?(state: CallbackState): void;
}

/** The number of a state, or what stands for none. */
export function numberOr<Other>(value: CallbackState[string] | undefined, other: Other): number | Other {
  return typeof value === "number" ? value : other;
}
