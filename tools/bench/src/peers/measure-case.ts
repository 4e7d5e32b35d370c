import { setTimeout } from "node:timers/promises";
import type { Network } from "./networks/network.js";
import type { RuntimeProcess } from "./runtime-process.js";
import type { RuntimeName } from "./runtimes/runtimes.js";
import { relativeDifference } from "./statistics.js";

/** What one runtime did with one network. */
export interface Measurement {
  /** Microseconds of one call, round by round. Slow runtimes leave after a few rounds. */
  readonly rounds: readonly number[];
  /** The largest difference from sepconv's output, as a share of the largest value. */
  readonly difference: number;
}

export interface CaseResult {
  readonly network: Network;
  readonly measurements: ReadonlyMap<RuntimeName, Measurement>;
  /** Why a runtime has no measurement. */
  readonly problems: ReadonlyMap<RuntimeName, string>;
}

/** How long a case is measured. */
export interface Effort {
  readonly rounds: number;
  /** One batch of calls. */
  readonly batchMilliseconds: number;
  /** A runtime whose batches together take longer leaves, but not before so many rounds. */
  readonly leastRounds: number;
  readonly runtimeMilliseconds: number;
}

const pauseMilliseconds = 30;

/** Sums of a thousand float32 products in any order, through tens of layers. */
const largestDifference = 2e-4;

/**
 * Measures a network on every runtime: outputs are compared before anything is timed, then the runtimes take turns,
 * round by round, so that what the machine does to one it does to all.
 *
 * @throws Error where a runtime's output differs.
 */
export async function measureCase(
  network: Network,
  processes: readonly RuntimeProcess[],
  effort: Effort,
): Promise<CaseResult> {
  const problems = new Map<RuntimeName, string>();
  const prepared: RuntimeProcess[] = [];
  const differences = new Map<RuntimeName, number>();
  let expected: Float32Array | undefined;
  for (const process of processes) {
    const { name } = process;
    try {
      await process.ask({ kind: "prepare", network: network.name, milliseconds: effort.batchMilliseconds });
      const output = await process.ask({ kind: "output" });
      prepared.push(process);
      if (!computes(name)) continue;
      expected ??= output;
      differences.set(name, relativeDifference(expected, output));
    } catch (error) {
      problems.set(name, messageOf(error));
    }
  }
  for (const [name, difference] of differences) {
    if (difference <= largestDifference) continue;
    throw new Error(`bench: ${name} computes something else for ${network.name}: ${difference} of the largest value.`);
  }
  const rounds = new Map<RuntimeName, number[]>(prepared.map(({ name }) => [name, []]));
  for (let round = 0; round < effort.rounds; round++) {
    for (const process of rotated(prepared, round)) {
      const times = rounds.get(process.name) ?? [];
      const spent = round * Math.max(effort.batchMilliseconds, (times[0] ?? 0) / 1000);
      if (round >= effort.leastRounds && spent > effort.runtimeMilliseconds) continue;
      if (problems.has(process.name)) continue;
      try {
        times.push(await process.ask({ kind: "measure" }));
      } catch (error) {
        problems.set(process.name, messageOf(error));
      }
      // Its idle threads look for work for a while before they sleep, and would take a processor from the next.
      if (process.name === "ort web 2") await setTimeout(pauseMilliseconds);
    }
  }
  for (const process of prepared) {
    if (!problems.has(process.name)) await process.ask({ kind: "release" });
  }
  return {
    network,
    problems,
    measurements: new Map(
      [...rounds]
        .filter(([name]) => !problems.has(name))
        .map(([name, times]) => [name, { rounds: times, difference: differences.get(name) ?? 0 }]),
    ),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The items from another first one on in each round, so that none always follows the same one. */
function rotated<Item>(items: readonly Item[], round: number): readonly Item[] {
  const first = round % Math.max(items.length, 1);
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Whether the output is the network's. */
function computes(name: RuntimeName): boolean {
  return name !== "peak" && name !== "sepconv empty";
}
