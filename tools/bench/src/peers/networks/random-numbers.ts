/** Numbers that look random and are the same in every process: a linear congruence, its upper bits. */
export class RandomNumbers {
  #state: number;

  constructor(seed: string) {
    this.#state = 0;
    for (const character of seed) this.#state = (Math.imul(this.#state, 31) + (character.codePointAt(0) ?? 0)) | 0;
  }

  /** `count` numbers, even between `low` and `high`. */
  between(low: number, high: number, count: number): Float32Array<ArrayBuffer> {
    return Float32Array.from({ length: count }, () => low + (high - low) * this.#next());
  }

  #next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0;
    return (this.#state >>> 8) / 2 ** 24;
  }
}
