import { warn } from "@sepconv/core";
import type { Logs } from "../progress.js";
import type { Callback, TrainingControl } from "./callback.js";

/**
 * Ends training when the loss is no number any more.
 *
 * @see https://keras.io/api/callbacks/terminate_on_nan/
 */
export class TerminateOnNaN implements Callback {
  #control: TrainingControl | null = null;

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
  }

  onTrainBatchEnd(batch: number, { loss }: Logs): void {
    if (loss === undefined || Number.isFinite(loss)) return;
    warn(`TerminateOnNaN: the loss is ${loss} at batch ${batch}; training ends`);
    this.#control?.stop();
  }
}
