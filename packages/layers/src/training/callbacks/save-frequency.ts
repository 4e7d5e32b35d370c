import { ArgumentError } from "@sepconv/backend";

/** When something is saved: after each epoch, or after so many batches, over epochs. */
export class SaveFrequency {
  /** Batches since it was saved last. */
  batches = 0;
  readonly #every: number | null;

  /** @param given "epoch" or a number of batches. @throws ArgumentError for anything else. */
  constructor(where: string, given: unknown) {
    const isCount = typeof given === "number" && Number.isInteger(given) && given > 0;
    if (given !== "epoch" && !isCount) {
      const expected = '"epoch" or a number of batches, at least 1';
      throw new ArgumentError({ where, problem: "saveFreq is not valid", expected, got: given });
    }
    this.#every = isCount ? given : null;
  }

  /** Whether the end of an epoch is the time. */
  get isEpoch(): boolean {
    return this.#every === null;
  }

  /** Counts a batch. Whether its end is the time. */
  isDue(): boolean {
    if (this.#every === null) return false;
    this.batches++;
    if (this.batches < this.#every) return false;
    this.batches = 0;
    return true;
  }
}
