import { ArgumentError, type TypedArray } from "@sepconv/backend";
import { boolean, checkOptions, type Tensor, tensor, wholeNumber } from "@sepconv/core";
import { type Callback, type CallbackState, numberOr, type TrainingControl } from "./callback.js";
import { Monitor, type MonitorOptions } from "./monitor.js";

/** The arguments of Keras' `EarlyStopping`, in camelCase. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement after which training ends. Default: 0. */
  readonly patience?: number;
  /** What the value has to beat before waiting starts over. Default: none. */
  readonly baseline?: number | null;
  /** Whether the weights of the best epoch come back at the end. Default: false. */
  readonly restoreBestWeights?: boolean;
  /** The first epoch that counts. Default: 0. */
  readonly startFromEpoch?: number;
}

/**
 * Ends training when a value in the logs stops getting better.
 *
 * @see https://keras.io/api/callbacks/early_stopping/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const stopping = new callbacks.EarlyStopping({ monitor: "val_loss", patience: 3, restoreBestWeights: true });
 * stopping.stoppedEpoch; // null
 */
export class EarlyStopping implements Callback {
  /** The epoch after which training ended; null where it did not end early. */
  stoppedEpoch: number | null = null;
  readonly #monitor: Monitor;
  readonly #patience: number;
  readonly #baseline: number | null;
  readonly #restores: boolean;
  readonly #startFromEpoch: number;
  #control: TrainingControl | null = null;
  #best: number | null = null;
  #bestWeights: readonly Tensor[] = [];
  #wait = 0;

  /** @throws ArgumentError for an option that is unknown or has no valid value. */
  constructor(options: EarlyStoppingOptions = {}) {
    const where = "EarlyStopping";
    const names = ["monitor", "mode", "minDelta", "patience", "baseline", "restoreBestWeights", "startFromEpoch"];
    checkOptions(where, options, names);
    this.#monitor = new Monitor(where, options);
    this.#patience = wholeNumber(where, "patience", options.patience ?? 0, 0);
    this.#baseline = options.baseline ?? null;
    this.#restores = boolean(where, "restoreBestWeights", options.restoreBestWeights ?? false);
    this.#startFromEpoch = wholeNumber(where, "startFromEpoch", options.startFromEpoch ?? 0, 0);
  }

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
    this.#best = null;
    this.#wait = 0;
    this.stoppedEpoch = null;
    this.#keepWeights([]);
  }

  onEpochEnd(epoch: number, logs: Record<string, number>): void {
    const value = this.#monitor.valueIn(logs);
    const { model } = this.#control ?? {};
    if (value === null || !model || epoch < this.#startFromEpoch) return;
    if (this.#restores && this.#bestWeights.length === 0) this.#keepWeights(model.getWeights());
    this.#wait++;
    if (this.#monitor.isBetter(value, this.#best)) {
      this.#best = value;
      if (this.#restores) this.#keepWeights(model.getWeights());
      if (this.#baseline === null || this.#monitor.isBetter(value, this.#baseline)) this.#wait = 0;
    } else if (this.#wait >= this.#patience && epoch > 0) {
      this.stoppedEpoch = epoch;
      this.#control?.stop();
    }
  }

  async getState(): Promise<CallbackState> {
    const weights = await Promise.all(this.#bestWeights.map(async (weight) => await weight.data()));
    return { best: this.#best, wait: this.#wait, weights };
  }

  /** @throws ArgumentError where the best weights are those of another model. */
  setState({ best, wait, weights }: CallbackState): void {
    this.#best = numberOr(best, null);
    this.#wait = numberOr(wait, 0);
    if (this.#restores && Array.isArray(weights) && weights.length > 0) this.#keepWeights(this.#tensorsOf(weights));
  }

  onTrainEnd(): void {
    if (this.#bestWeights.length > 0) this.#control?.model.setWeights(this.#bestWeights);
    this.#keepWeights([]);
  }

  onTrainError(): void {
    this.#keepWeights([]);
  }

  #tensorsOf(elements: readonly TypedArray[]): readonly Tensor[] {
    const own = this.#control?.model.weights ?? [];
    if (own.length === elements.length && own.every(({ size }, index) => elements[index]?.length === size)) {
      return own.map(({ shape, dtype }, index) => tensor(elements[index] ?? [], shape, dtype));
    }
    throw new ArgumentError({
      where: "EarlyStopping",
      problem: "the best weights in the checkpoint are those of another model",
      expected: own.map(({ size }) => size).join(", "),
      got: elements.map(({ length }) => length).join(", "),
    });
  }

  #keepWeights(weights: readonly Tensor[]): void {
    for (const weight of this.#bestWeights) weight.dispose();
    this.#bestWeights = weights;
  }
}
