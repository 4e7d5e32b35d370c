import type { CaseResult } from "../peers/measure-case.js";
import { peakOperations } from "../peers/runtimes/register-peak.js";
import type { RuntimeName } from "../peers/runtimes/runtimes.js";
import { median, pairedRatio } from "../peers/statistics.js";
import { trainingOperations, trainingTaskOf } from "./training-task.js";

/** What the runtimes did with one task. */
export interface TrainingSummary {
  readonly name: string;
  /** Multiplications and additions of one step. */
  readonly operations: number;
  readonly peakGigaflops: number;
  /** The share of the peak that sepconv reaches over the whole step, one thread. */
  readonly shareOfPeak: number;
  readonly gigaflops: number;
  /** How much faster sepconv is on two threads than on one. */
  readonly twoThreads: number;
  /** sepconv's speed over that of each peer, one thread. */
  readonly ratios: Readonly<Partial<Record<RuntimeName, number>>>;
  /** The ratio to the fastest peer that computes its convolutions as such, and to the fastest however it was rewritten. */
  readonly toBestConvolutions: number;
  readonly toBestPeer: number;
  readonly milliseconds: Readonly<Partial<Record<RuntimeName, number>>>;
  readonly problems: Readonly<Partial<Record<RuntimeName, string>>>;
}

const ours: RuntimeName = "training sepconv";
const byConvolutions: readonly RuntimeName[] = [
  "training jax-js convolutions",
  "training tfjs cpu",
  "training tfjs wasm",
];
const rewritten: readonly RuntimeName[] = [
  "training jax-js matmul",
  "training jax-js slices",
  "training tfjs wasm slices",
];

export function summarizeTraining({ network, measurements, problems }: CaseResult): TrainingSummary {
  const roundsOf = (name: RuntimeName): readonly number[] => measurements.get(name)?.rounds ?? [];
  const operations = trainingOperations(trainingTaskOf(network));
  const speeds = (rounds: readonly number[], count: number): number[] => rounds.map((time) => count / time / 1000);
  const peak = speeds(roundsOf("peak"), peakOperations);
  const own = speeds(roundsOf(ours), operations);
  const ratios: Partial<Record<RuntimeName, number>> = {};
  const milliseconds: Partial<Record<RuntimeName, number>> = {};
  for (const [name, { rounds }] of measurements) {
    milliseconds[name] = median(rounds) / 1000;
    ratios[name] = pairedRatio(rounds, roundsOf(ours));
  }
  const best = (names: readonly RuntimeName[]): number => {
    const known = names.flatMap((name) => ratios[name] ?? []);
    return known.length > 0 ? Math.min(...known) : Number.NaN;
  };
  return {
    name: network.name,
    operations,
    peakGigaflops: median(peak),
    shareOfPeak: pairedRatio(own, peak),
    gigaflops: median(own),
    twoThreads: pairedRatio(roundsOf(ours), roundsOf("training sepconv 2")),
    ratios,
    toBestConvolutions: best(byConvolutions),
    toBestPeer: best([...byConvolutions, ...rewritten]),
    milliseconds,
    problems: Object.fromEntries(problems),
  };
}
