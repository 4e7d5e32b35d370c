import type { Prepared } from "./runtimes/runtime.js";

/** Times one prepared network in batches of calls. */
export class MeasuredRun {
  readonly #prepared: Prepared;
  readonly #milliseconds: number;
  /** Calls in a batch; 0 until the first batch. */
  #calls = 0;

  /** @param milliseconds what a batch takes, or one call where that takes longer. */
  constructor(prepared: Prepared, milliseconds: number) {
    this.#prepared = prepared;
    this.#milliseconds = milliseconds;
  }

  async output(): Promise<Float32Array> {
    return await this.#prepared.output();
  }

  /**
   * Microseconds of one call, the mean over a batch. The first batch is preceded by a long warm-up, others by a short one;
   * a call that takes as long as the warm-up counts as its own first batch.
   */
  async microseconds(): Promise<number> {
    if (this.#calls === 0) {
      // Long enough for the optimizing compilers.
      const warmUp = this.#milliseconds * 10;
      const firstCall = await this.#time(1);
      if (firstCall > warmUp) {
        this.#calls = 1;
        return firstCall * 1000;
      }
      await this.#callFor(warmUp);
      const perCall = await this.#time(await this.#callFor(this.#milliseconds / 4));
      this.#calls = Math.max(1, Math.round(this.#milliseconds / perCall));
    } else if (this.#calls > 10) await this.#time(Math.ceil(this.#calls / 10));
    return (await this.#time(this.#calls)) * 1000;
  }

  dispose(): void {
    this.#prepared.dispose();
  }

  /** Calls for a time; returns how many calls that were. */
  async #callFor(milliseconds: number): Promise<number> {
    const end = performance.now() + milliseconds;
    let calls = 0;
    do {
      await this.#prepared.run();
      calls++;
    } while (performance.now() < end);
    return calls;
  }

  /** Milliseconds of one call, over `calls` of them. */
  async #time(calls: number): Promise<number> {
    const { run } = this.#prepared;
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      // Nothing is waited for where nothing is promised: a wait alone takes a tenth of a microsecond.
      const promise = run();
      if (promise !== undefined) await promise;
    }
    return (performance.now() - start) / calls;
  }
}
