import type { Model } from "../../models/model.js";
import type { Logs } from "../progress.js";

/** What a callback may do to a training. */
export interface TrainingControl {
  readonly model: Model;
  /** The learning rate of the optimizer; set, it holds from the next batch on. */
  learningRate: number;
  /** Ends training after this batch. */
  stop(): void;
}

/**
 * Looks on while a model is trained. All methods are optional; training waits for those that give promises.
 *
 * @see https://keras.io/api/callbacks/base_callback/
 */
export interface Callback {
  onTrainBegin?(control: TrainingControl): void | Promise<void>;
  onTrainEnd?(logs: Logs): void | Promise<void>;
  onEpochBegin?(epoch: number): void | Promise<void>;
  /** What is added to `logs` stands in the history. */
  onEpochEnd?(epoch: number, logs: Record<string, number>): void | Promise<void>;
  onTrainBatchBegin?(batch: number): void | Promise<void>;
  onTrainBatchEnd?(batch: number, logs: Logs): void | Promise<void>;
}
