import { ArgumentError } from "@sepconv/backend";
import { checkOptions } from "@sepconv/core";
import { standardOutput, type TerminalLike } from "../../models/terminal.js";
import type { Logs } from "../progress.js";
import type { Callback, TrainingControl } from "./callback.js";

/** What `ProgressBar` takes. */
export interface ProgressBarOptions {
  /** Where it writes. Default: the standard output; in a browser the console, line by line. */
  readonly stream?: TerminalLike | null;
  /** Whether a terminal shows each batch, by writing the line anew; else a line is written for each epoch. Default: true. */
  readonly batches?: boolean;
}

/** The bar is not drawn more often than this, in milliseconds. */
const interval = 50;
const barWidth = 20;

/**
 * Shows how training goes on, as Keras does with `verbose: 1`: on a terminal one line for each epoch, which is written anew
 * as batches are done, with the time that remains, losses and metrics. Elsewhere a line for each epoch that is done.
 *
 * `fit(x, y, { verbose: 1 })` is the short way.
 *
 * @see https://keras.io/api/callbacks/progbar_logger/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const lines: string[] = [];
 * const bar = new callbacks.ProgressBar({ stream: { write: (text) => lines.push(text) } });
 * bar.onEpochBegin(0);
 * bar.onEpochEnd(0, { loss: 0.5 });
 * lines[0].startsWith("Epoch 1/1 - "); // true
 */
export class ProgressBar implements Callback {
  /** Only on a terminal: logs of each batch have to be read for it. */
  readonly onTrainBatchEnd?: (batch: number, logs: Logs) => void;
  readonly #stream: TerminalLike;
  readonly #redraws: boolean;
  #control: Pick<TrainingControl, "epochs" | "batches"> = { epochs: 1, batches: null };
  #started = 0;
  #drawn = 0;
  #done = 0;

  /** @throws ArgumentError for an unknown option, and where the stream cannot be written to. */
  constructor(options: ProgressBarOptions = {}) {
    checkOptions("ProgressBar", options, ["stream", "batches"]);
    const { stream = standardOutput() ?? consoleLines, batches = true } = options;
    if (typeof stream?.write !== "function") {
      const problem = "stream cannot be written to";
      throw new ArgumentError({ where: "ProgressBar", problem, expected: "a method write(text)", got: stream });
    }
    this.#stream = stream;
    this.#redraws = batches && stream.isTTY === true;
    if (this.#redraws) this.onTrainBatchEnd = (batch, logs) => this.#draw(batch + 1, logs);
  }

  onTrainBegin(control: TrainingControl): void {
    this.#control = control;
    this.#started = Date.now();
  }

  onEpochBegin(epoch: number): void {
    this.#started = Date.now();
    this.#drawn = this.#done = 0;
    const { epochs } = this.#control;
    if (this.#redraws && epochs > 1) this.#stream.write(`Epoch ${epoch + 1}/${epochs}\n`);
  }

  onEpochEnd(epoch: number, logs: Logs): void {
    const done = this.#done || this.#control.batches;
    const total = this.#control.batches ?? done;
    const time = Date.now() - this.#started;
    const took = [shownTime(time), ...(done ? [perStep(time / done)] : [])];
    if (this.#redraws) {
      this.#write([`${counted(done ?? 0, total)} ${bar(1)} ${took.join(" ")}`, ...shownLogs(logs)], "\n");
      return;
    }
    const { epochs } = this.#control;
    const steps = done ? [counted(done, total)] : [];
    this.#stream.write(`${[`Epoch ${epoch + 1}/${epochs}`, ...steps, ...took, ...shownLogs(logs)].join(" - ")}\n`);
  }

  onTrainError(): void {
    if (this.#redraws && this.#done > 0) this.#stream.write("\n");
  }

  #draw(done: number, logs: Logs): void {
    this.#done = done;
    const now = Date.now();
    const { batches } = this.#control;
    if (now - this.#drawn < interval && done !== batches) return;
    this.#drawn = now;
    const step = (now - this.#started) / done;
    const left = batches === null ? now - this.#started : step * (batches - done);
    const drawnBar = batches === null ? "" : `${bar(done / batches)} `;
    this.#write([`${counted(done, batches)} ${drawnBar}${shownTime(left)} ${perStep(step)}`, ...shownLogs(logs)], "");
  }

  /** Writes the line anew, no longer than the terminal is wide. */
  #write(parts: readonly string[], end: string): void {
    const line = [...parts.join(" - ")];
    const room = (this.#stream.columns ?? Number.POSITIVE_INFINITY) - 1;
    const shown = line.length > room ? [...line.slice(0, room - 1), "…"] : line;
    this.#stream.write(`\r${shown.join("")}\u001b[K${end}`);
  }
}

/** A line for each text, where there is nothing but a console. */
const consoleLines: TerminalLike = {
  write(text) {
    const output: { readonly log?: (line: string) => void } | undefined = Reflect.get(globalThis, "console");
    output?.log?.(text.trimEnd());
  },
};

function counted(done: number, batches: number | null): string {
  return batches === null ? `${done}/Unknown` : `${String(done).padStart(String(batches).length)}/${batches}`;
}

function bar(share: number): string {
  const halves = Math.floor(share * barWidth * 2);
  const full = "━".repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? "╸" : "");
  return full.padEnd(barWidth, "─");
}

/** `7s`, `1:07` or `2:01:07`. */
function shownTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  if (seconds <= 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

function perStep(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(0)}s/step`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(0)}ms/step` : `${(milliseconds * 1000).toFixed(0)}us/step`;
}

function shownLogs(logs: Logs): string[] {
  return Object.entries(logs).map(
    ([name, value]) => `${name}: ${Math.abs(value) > 1e-3 ? value.toFixed(4) : value.toExponential(4)}`,
  );
}
