/** A mean that grows with each batch, weighted by its samples. */
export class RunningMean {
  #total = 0;
  #weight = 0;

  add(value: number, weight: number): void {
    this.#total += value * weight;
    this.#weight += weight;
  }

  /** 0 before the first batch, as in Keras. */
  get value(): number {
    return this.#weight === 0 ? 0 : this.#total / this.#weight;
  }

  /** What it has counted; set, it goes on from there. */
  get state(): readonly [total: number, weight: number] {
    return [this.#total, this.#weight];
  }

  set state([total, weight]: readonly [total: number, weight: number]) {
    this.#total = total;
    this.#weight = weight;
  }

  reset(): void {
    this.#total = this.#weight = 0;
  }
}
