import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Places } from "./runtime-process.js";
import type { RuntimeName } from "./runtimes/runtimes.js";
import { median } from "./statistics.js";

const run = promisify(execFile);

/**
 * Milliseconds from import to the first result, each time in a process of its own, the runtimes taking turns: medians.
 *
 * @param names runtimes that open.
 */
export async function firstResults(
  names: readonly RuntimeName[],
  network: string,
  rounds: number,
  { scripts, peakBinary, peers }: Places,
): Promise<ReadonlyMap<RuntimeName, number>> {
  const times = new Map<RuntimeName, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, rest] of times) {
      const script = `${scripts}/first-result.js`;
      const { stdout } = await run(process.execPath, [script, name, network, peakBinary, peers]);
      rest.push(Number(stdout));
    }
  }
  return new Map([...times].map(([name, rest]) => [name, median(rest)]));
}
