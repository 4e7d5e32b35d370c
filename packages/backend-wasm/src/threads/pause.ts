const longestPause = 256;

/**
 * Whether workers are worth waiting for. Where other work has the processors, a worker that has taken a range may not run
 * for milliseconds, and the main thread waits for it. Then the next jobs stay on one thread: 8, and twice as many each time
 * that it happens again, up to 256. Results do not depend on it.
 */
export class Pause {
  #length = 0;
  #left = 0;

  /** Whether the next job stays on one thread; counts it. */
  skips(): boolean {
    if (this.#left === 0) return false;
    this.#left--;
    return true;
  }

  /**
   * A job on all threads is over.
   *
   * @param computed milliseconds that the main thread computed.
   * @param waited milliseconds that it waited for workers then.
   */
  note(computed: number, waited: number): void {
    const lost = waited > computed + 0.05;
    if (lost) {
      this.#length = Math.min(Math.max(8, this.#length * 2), longestPause);
      this.#left = this.#length;
    } else if (this.#length > 0) this.#length--;
  }
}
