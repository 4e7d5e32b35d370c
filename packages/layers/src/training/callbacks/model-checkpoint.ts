import { ArgumentError } from "@sepconv/backend";
import { boolean, checkOptions } from "@sepconv/core";
import type { Logs } from "../progress.js";
import { type Callback, type CallbackState, numberOr, type TrainingControl } from "./callback.js";
import { type CheckpointStore, checkStore } from "./checkpoint-store.js";
import { Monitor, type MonitorOptions } from "./monitor.js";
import { NamePattern } from "./name-pattern.js";
import { SaveFrequency } from "./save-frequency.js";

/** The arguments of Keras' `ModelCheckpoint`, in camelCase, with a store in place of a directory. */
export interface ModelCheckpointOptions extends Omit<MonitorOptions, "minDelta"> {
  /** Where models are kept: `fileStore(directory)` of `@sepconv/io`, say. */
  readonly store: CheckpointStore;
  /**
   * The name in the store, ending in ".keras", or in ".weights.h5" with `saveWeightsOnly`. Fields take the number of the epoch
   * and of the batch, from 1, and what is in the logs: "{epoch:02d}-{val_loss:.2f}.keras".
   */
  readonly filepath: string;
  /** Whether a model is kept only when the value is better than all before. Default: false. */
  readonly saveBestOnly?: boolean;
  /** Whether the weights alone are kept. Default: false, the model with its optimizer. */
  readonly saveWeightsOnly?: boolean;
  /** Keeps one after each epoch, or after so many batches. Default: "epoch". */
  readonly saveFreq?: "epoch" | number;
  /** What the value has to beat at first. Default: none. */
  readonly initialValueThreshold?: number | null;
}

const optionNames = [
  "store",
  "filepath",
  "monitor",
  "mode",
  "saveBestOnly",
  "saveWeightsOnly",
  "saveFreq",
  "initialValueThreshold",
];

/**
 * Keeps the model after epochs or batches, all of them or the best.
 *
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export class ModelCheckpoint implements Callback {
  readonly #store: CheckpointStore;
  readonly #pattern: NamePattern;
  readonly #monitor: Monitor;
  readonly #bestOnly: boolean;
  readonly #weightsOnly: boolean;
  readonly #frequency: SaveFrequency;
  #control: TrainingControl | null = null;
  #epoch = 0;
  #best: number | null;
  /** What each batch's end tells; not there where it does not matter, as logs cost time. */
  readonly onTrainBatchEnd?: (batch: number, logs: Logs) => Promise<void>;

  /** @throws ArgumentError for an option that is unknown or has no valid value. */
  constructor(options: ModelCheckpointOptions) {
    const where = "ModelCheckpoint";
    checkOptions(where, options, optionNames);
    this.#store = checkStore(where, options.store);
    this.#weightsOnly = boolean(where, "saveWeightsOnly", options.saveWeightsOnly ?? false);
    const { filepath } = options;
    const ending = this.#weightsOnly ? ".weights.h5" : ".keras";
    if (typeof filepath !== "string" || !filepath.endsWith(ending)) {
      const expected = `a name that ends in "${ending}"`;
      throw new ArgumentError({ where, problem: "filepath is not valid", expected, got: filepath });
    }
    this.#pattern = new NamePattern(where, filepath);
    const { monitor, mode } = options;
    this.#monitor = new Monitor(where, {
      ...(monitor !== undefined && { monitor }),
      ...(mode !== undefined && { mode }),
    });
    this.#bestOnly = boolean(where, "saveBestOnly", options.saveBestOnly ?? false);
    this.#frequency = new SaveFrequency(where, options.saveFreq ?? "epoch");
    this.#best = options.initialValueThreshold ?? null;
    if (!this.#frequency.isEpoch) this.onTrainBatchEnd = async (batch, logs) => await this.#afterBatch(batch, logs);
  }

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
  }

  onEpochBegin(epoch: number): void {
    this.#epoch = epoch;
  }

  async onEpochEnd(epoch: number, logs: Logs): Promise<void> {
    this.#epoch = epoch + 1;
    if (this.#frequency.isEpoch) await this.#save(logs, { epoch: epoch + 1 });
  }

  getState(): CallbackState {
    return { best: this.#best, batches: this.#frequency.batches, epoch: this.#epoch };
  }

  setState({ best, batches, epoch }: CallbackState): void {
    this.#best = numberOr(best, null);
    this.#frequency.batches = numberOr(batches, 0);
    this.#epoch = numberOr(epoch, 0);
  }

  async #afterBatch(batch: number, logs: Logs): Promise<void> {
    if (this.#frequency.isDue()) await this.#save(logs, { epoch: this.#epoch + 1, batch: batch + 1 });
  }

  async #save(logs: Logs, numbers: Logs): Promise<void> {
    const model = this.#control?.model;
    if (!model || !this.#isWanted(logs)) return;
    await this.#store.save(this.#pattern.nameFor({ ...numbers, ...logs }), model, { weightsOnly: this.#weightsOnly });
  }

  /** A value that is not in the logs counts as better, as in Keras. */
  #isWanted(logs: Logs): boolean {
    if (!this.#bestOnly) return true;
    const value = this.#monitor.valueIn(logs);
    if (value === null) return true;
    if (!this.#monitor.isBetter(value, this.#best)) return false;
    this.#best = value;
    return true;
  }
}
