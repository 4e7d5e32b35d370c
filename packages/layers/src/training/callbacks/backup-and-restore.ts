import { ArgumentError } from "@sepconv/backend";
import { boolean, checkOptions } from "@sepconv/core";
import type { Callback, TrainingControl } from "./callback.js";
import { type CheckpointStore, checkStore } from "./checkpoint-store.js";
import { SaveFrequency } from "./save-frequency.js";

/** The arguments of Keras' `BackupAndRestore`, in camelCase, with a store in place of a directory. */
export interface BackupAndRestoreOptions {
  /** Where the checkpoint is kept: `fileStore(directory)` of `@sepconv/io`, say. */
  readonly store: CheckpointStore;
  /** The checkpoint's name in the store. Default: "backup.keras". */
  readonly name?: string;
  /** Keeps one after each epoch, or after so many batches. Default: "epoch". */
  readonly saveFreq?: "epoch" | number;
  /** Whether it is removed when training ends as it should. Default: true. */
  readonly deleteCheckpoint?: boolean;
}

/**
 * Lets an interrupted training go on: keeps a checkpoint, and when training begins and there is one, goes on from it. The
 * same `fit` on the same store then ends with the same bits as one that was never interrupted: weights, the optimizer's
 * state, random streams, the order of samples, losses and metrics, and what other callbacks remember.
 *
 * An epoch that is taken up in its middle is not begun again: callbacks are not told `onEpochBegin` once more.
 *
 * @see https://keras.io/api/callbacks/backup_and_restore/
 */
export class BackupAndRestore implements Callback {
  readonly #store: CheckpointStore;
  readonly #name: string;
  readonly #frequency: SaveFrequency;
  readonly #deletes: boolean;
  #control: TrainingControl | null = null;

  /** @throws ArgumentError for an option that is unknown or has no valid value. */
  constructor(options: BackupAndRestoreOptions) {
    const where = "BackupAndRestore";
    checkOptions(where, options, ["store", "name", "saveFreq", "deleteCheckpoint"]);
    const { name = "backup.keras" } = options;
    if (typeof name !== "string" || !name.endsWith(".keras")) {
      throw new ArgumentError({
        where,
        problem: "name is not valid",
        expected: 'a name that ends in ".keras"',
        got: name,
      });
    }
    this.#store = checkStore(where, options.store);
    this.#name = name;
    this.#frequency = new SaveFrequency(where, options.saveFreq ?? "epoch");
    this.#deletes = boolean(where, "deleteCheckpoint", options.deleteCheckpoint ?? true);
  }

  async onTrainBegin(control: TrainingControl): Promise<void> {
    this.#control = control;
    this.#frequency.batches = 0;
    await this.#store.restore(this.#name, control.model, (note) => control.resume(note));
  }

  async onRest(after: "batch" | "epoch"): Promise<void> {
    const isDue = after === "batch" ? this.#frequency.isDue() : this.#frequency.isEpoch;
    if (!isDue || !this.#control) return;
    await this.#store.save(this.#name, this.#control.model, { note: await this.#control.position() });
  }

  async onTrainEnd(): Promise<void> {
    if (this.#deletes) await this.#store.remove(this.#name);
  }
}
