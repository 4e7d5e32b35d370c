import { keep, reshape, type Tensor } from "@sepconv/core";

/**
 * The value of the latest call, such as what a regularizer says of an output. It outlives the scope of the call; a tape that
 * follows the value follows it here too.
 */
export class LatestValue {
  #kept: Tensor | null = null;

  set(value: Tensor): void {
    this.#kept?.dispose();
    this.#kept = keep(value);
  }

  get(): Tensor | null {
    return this.#kept && reshape(this.#kept, this.#kept.shape);
  }

  dispose(): void {
    this.#kept?.dispose();
    this.#kept = null;
  }
}
