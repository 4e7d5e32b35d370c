import { ArgumentError } from "@sepconv/backend";
import type { Model } from "../../models/model.js";

/** What `CheckpointStore.save` takes besides the model. */
export interface CheckpointOptions {
  /** Whether the weights alone are kept. Default: false, the model with its optimizer and where its random streams stand. */
  readonly weightsOnly?: boolean;
  /** JSON that is kept beside the model, for whoever restores it. Typed arrays may stand in it, which come back as float64. */
  readonly note?: unknown;
}

/**
 * Where callbacks keep models, by name. `@sepconv/io` has one in memory and one of files, `memoryStore` and `fileStore`.
 *
 * @see https://keras.io/api/callbacks/backup_and_restore/
 */
export interface CheckpointStore {
  /** Keeps a model under a name, in place of what was there: whole, or not at all. */
  save(name: string, model: Model, options?: CheckpointOptions): Promise<void>;
  /**
   * Gives a model of the same structure the state that is kept under a name. Nothing changes where something does not fit.
   *
   * @param accept sees the note before anything changes; what it throws ends it.
   * @returns false where there is nothing of that name.
   */
  restore(name: string, model: Model, accept?: (note: unknown) => void): Promise<boolean>;
  /** Forgets what is kept under a name, if there is something. */
  remove(name: string): Promise<void>;
}

/** The store that an option gives. @throws ArgumentError where it is none. */
export function checkStore(where: string, store: unknown): CheckpointStore {
  if (isStore(store)) return store;
  throw new ArgumentError({
    where,
    problem: "store is not valid",
    expected: "an object with save(), restore() and remove(), such as fileStore() of @sepconv/io gives",
    got: store,
  });
}

function isStore(value: unknown): value is CheckpointStore {
  if (typeof value !== "object" || value === null) return false;
  return ["save", "restore", "remove"].every((method) => typeof Reflect.get(value, method) === "function");
}
