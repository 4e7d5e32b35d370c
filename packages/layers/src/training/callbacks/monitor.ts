import { ArgumentError } from "@sepconv/backend";
import { oneOf, warn } from "@sepconv/core";
import type { Logs } from "../progress.js";

/** What a callback watches among the logs. */
export interface MonitorOptions {
  /** The name in the logs. Default: "val_loss". */
  readonly monitor?: string;
  /**
   * Whether "min" or "max" is good. Default: "auto", which is max for accuracies, AUC, precision, recall and F scores, else
   * min.
   */
  readonly mode?: string;
  /** What counts as no change. Default: 0, of `ReduceLROnPlateau` 1e-4. */
  readonly minDelta?: number;
}

const modes = ["auto", "min", "max"] as const;
const growing = /acc$|accuracy$|auc$|precision|recall|f1_score$|fbeta_score$/;

/** Compares values of one name in the logs. */
export class Monitor {
  readonly name: string;
  readonly #where: string;
  readonly #grows: boolean;
  readonly #minDelta: number;

  constructor(where: string, { monitor = "val_loss", mode = "auto", minDelta = 0 }: MonitorOptions) {
    if (typeof monitor !== "string") {
      throw new ArgumentError({ where, problem: "monitor is not valid", expected: "a name in the logs", got: monitor });
    }
    const chosen = oneOf(where, "mode", mode, modes);
    this.name = monitor;
    this.#where = where;
    this.#grows = chosen === "max" || (chosen === "auto" && growing.test(monitor));
    this.#minDelta = Math.abs(minDelta);
  }

  /** The value in the logs; null, with a warning, where there is none. */
  valueIn(logs: Logs): number | null {
    const value = logs[this.name];
    if (value !== undefined) return value;
    warn(`${this.#where}: "${this.name}" is not in the logs; there are ${Object.keys(logs).join(", ")}`);
    return null;
  }

  /** Whether a value is better than another by more than the least change. Any is better than none. */
  isBetter(value: number, other: number | null): boolean {
    if (other === null) return true;
    return this.#grows ? value - this.#minDelta > other : value + this.#minDelta < other;
  }
}
