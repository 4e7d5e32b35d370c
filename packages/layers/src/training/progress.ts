/** Numbers by name, as `fit` logs them: the loss, metrics, and those of validation with "val_" in front. */
export type Logs = Readonly<Record<string, number>>;

/** Where training stands. */
export interface TrainingProgress {
  /** From 0. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Batches of an epoch; null where the data does not say. */
  readonly batches: number | null;
  readonly logs: Logs;
  /** Milliseconds that the rest takes at the speed so far; null where that is not known. */
  readonly remaining: number | null;
}

/** Sorted by name, as Keras has them. */
export function sortedLogs(logs: Logs): Record<string, number> {
  return Object.fromEntries(Object.entries(logs).sort(([a], [b]) => (a < b ? -1 : 1)));
}
