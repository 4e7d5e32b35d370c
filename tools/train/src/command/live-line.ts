/** One line of a terminal that is written over and over; elsewhere every tenth of a minute a line of its own. */
export class LiveLine {
  #last = Date.now();

  show(text: string): void {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r${text}\x1b[K`);
    } else if (Date.now() - this.#last > 6000) {
      this.#last = Date.now();
      console.log(`  ${text}`);
    }
  }

  clear(): void {
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
  }
}
