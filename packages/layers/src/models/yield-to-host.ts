// The one timer that browsers and Node share; typed here so that layers need no platform's types.
declare const setTimeout: (callback: () => void, milliseconds: number) => unknown;

/** Long work lets the page draw and answer at least this often, in milliseconds. */
const patience = 50;

/** Waits for a turn of the event loop when the last one is longer ago than 50 ms; else returns at once. */
export class HostTurns {
  #last = Date.now();

  async yieldIfDue(): Promise<void> {
    if (Date.now() - this.#last < patience) return;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    this.#last = Date.now();
  }
}
