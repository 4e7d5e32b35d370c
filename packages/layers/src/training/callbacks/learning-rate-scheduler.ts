import { ArgumentError } from "@sepconv/backend";
import { checkFunction } from "@sepconv/core";
import type { Callback, TrainingControl } from "./callback.js";

/**
 * Sets the learning rate of each epoch by a function of the epoch, from 0, and the rate so far. Logs get `learning_rate`.
 *
 * @see https://keras.io/api/callbacks/learning_rate_scheduler/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const halving = new callbacks.LearningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate / 2));
 * typeof halving.onEpochBegin; // "function"
 */
export class LearningRateScheduler implements Callback {
  readonly #schedule: (epoch: number, learningRate: number) => number;
  #control: TrainingControl | null = null;

  /** @throws ArgumentError where it is no function. */
  constructor(schedule: (epoch: number, learningRate: number) => number) {
    checkFunction("LearningRateScheduler", schedule);
    this.#schedule = schedule;
  }

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
  }

  /** @throws ArgumentError where the function gives no number. */
  onEpochBegin(epoch: number): void {
    if (!this.#control) return;
    const rate = this.#schedule(epoch, this.#control.learningRate);
    if (typeof rate !== "number" || !Number.isFinite(rate)) {
      const where = "LearningRateScheduler";
      throw new ArgumentError({ where, problem: "the schedule gave no rate", expected: "a number", got: rate });
    }
    this.#control.learningRate = rate;
  }

  onEpochEnd(_epoch: number, logs: Record<string, number>): void {
    if (this.#control) logs["learning_rate"] = this.#control.learningRate;
  }
}
