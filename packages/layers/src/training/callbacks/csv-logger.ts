import { ArgumentError } from "@sepconv/backend";
import { checkFunction, checkOptions } from "@sepconv/core";
import type { Callback } from "./callback.js";

/** What `CSVLogger` takes besides where it writes. */
export interface CSVLoggerOptions {
  /** Between the numbers of a line. Default: ",". */
  readonly separator?: string;
}

/**
 * Writes a line for each epoch, below one with the names: the epoch, then losses and metrics by name.
 *
 * @param write gets each line, with its end.
 * @see https://keras.io/api/callbacks/csv_logger/
 * @example
 * import { callbacks } from "@sepconv/layers";
 * const lines: string[] = [];
 * const logger = new callbacks.CSVLogger((line) => lines.push(line));
 * logger.onEpochEnd(0, { loss: 0.5 });
 * lines; // ["epoch,loss\n", "0,0.5\n"]
 */
export class CSVLogger implements Callback {
  readonly #write: (line: string) => unknown;
  readonly #separator: string;
  #names: readonly string[] | null = null;

  /** @throws ArgumentError where nothing can be written to. */
  constructor(write: (line: string) => unknown, options: CSVLoggerOptions = {}) {
    checkFunction("CSVLogger", write);
    checkOptions("CSVLogger", options, ["separator"]);
    const { separator = "," } = options;
    if (typeof separator !== "string") {
      throw new ArgumentError({ where: "CSVLogger", problem: "separator is no text", got: separator });
    }
    this.#write = write;
    this.#separator = separator;
  }

  onEpochEnd(epoch: number, logs: Readonly<Record<string, number>>): void {
    if (this.#names === null) {
      this.#names = Object.keys(logs).sort();
      this.#line(["epoch", ...this.#names]);
    }
    this.#line([epoch, ...this.#names.map((name) => logs[name] ?? "NA")]);
  }

  #line(cells: readonly (string | number)[]): void {
    this.#write(`${cells.join(this.#separator)}\n`);
  }
}
