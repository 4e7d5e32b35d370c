import { ArgumentError } from "@sepconv/backend";
import { checkOptions, finiteNumber, wholeNumber } from "@sepconv/core";
import { type Callback, type CallbackState, numberOr, type TrainingControl } from "./callback.js";
import { Monitor, type MonitorOptions } from "./monitor.js";

/** The arguments of Keras' `ReduceLROnPlateau`, in camelCase. */
export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** What multiplies the learning rate. Default: 0.1. */
  readonly factor?: number;
  /** Epochs without improvement before that. Default: 10. */
  readonly patience?: number;
  /** Epochs after it that do not count. Default: 0. */
  readonly cooldown?: number;
  /** Default: 0. */
  readonly minLr?: number;
}

/**
 * Makes the learning rate smaller when a value in the logs stops getting better. Logs get `learning_rate`.
 *
 * @see https://keras.io/api/callbacks/reduce_lr_on_plateau/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const reducing = new callbacks.ReduceLROnPlateau({ factor: 0.5, patience: 2 });
 * typeof reducing.onEpochEnd; // "function"
 */
export class ReduceLROnPlateau implements Callback {
  readonly #monitor: Monitor;
  readonly #factor: number;
  readonly #patience: number;
  readonly #cooldown: number;
  readonly #minLr: number;
  #control: TrainingControl | null = null;
  #best: number | null = null;
  #wait = 0;
  #cooling = 0;

  /** @throws ArgumentError for an option that is unknown or has no valid value. */
  constructor(options: ReduceLROnPlateauOptions = {}) {
    const where = "ReduceLROnPlateau";
    checkOptions(where, options, ["monitor", "mode", "minDelta", "factor", "patience", "cooldown", "minLr"]);
    this.#monitor = new Monitor(where, { ...options, minDelta: options.minDelta ?? 1e-4 });
    this.#factor = finiteNumber(where, "factor", options.factor ?? 0.1);
    if (this.#factor >= 1) {
      throw new ArgumentError({ where, problem: "factor is not valid", expected: "less than 1", got: options.factor });
    }
    this.#patience = wholeNumber(where, "patience", options.patience ?? 10, 0);
    this.#cooldown = wholeNumber(where, "cooldown", options.cooldown ?? 0, 0);
    this.#minLr = finiteNumber(where, "minLr", options.minLr ?? 0);
  }

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
    this.#best = null;
    this.#wait = this.#cooling = 0;
  }

  onEpochEnd(_epoch: number, logs: Record<string, number>): void {
    const control = this.#control;
    if (!control) return;
    const value = this.#monitor.valueIn(logs);
    logs["learning_rate"] = control.learningRate;
    if (value === null) return;
    if (this.#cooling > 0) {
      this.#cooling--;
      this.#wait = 0;
    }
    if (this.#monitor.isBetter(value, this.#best)) {
      this.#best = value;
      this.#wait = 0;
    } else if (this.#cooling === 0 && ++this.#wait >= this.#patience && control.learningRate > this.#minLr) {
      control.learningRate = Math.max(control.learningRate * this.#factor, this.#minLr);
      this.#cooling = this.#cooldown;
      this.#wait = 0;
    }
  }

  getState(): CallbackState {
    return { best: this.#best, wait: this.#wait, cooling: this.#cooling };
  }

  setState({ best, wait, cooling }: CallbackState): void {
    this.#best = numberOr(best, null);
    this.#wait = numberOr(wait, 0);
    this.#cooling = numberOr(cooling, 0);
  }
}
