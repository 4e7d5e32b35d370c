import type { Logs } from "./progress.js";

/** What training has logged: one number for each epoch and name. */
export class History {
  /** Numbers of all epochs by name. */
  readonly history: Record<string, number[]> = {};
  /** The numbers of the epochs, from 0. */
  readonly epoch: number[] = [];

  /** Adds an epoch's logs. */
  add(epoch: number, logs: Logs): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      const values = this.history[name] ?? [];
      values.push(value);
      this.history[name] = values;
    }
  }
}
