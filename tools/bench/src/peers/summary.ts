import type { CaseResult } from "./measure-case.js";
import { bytesOf, operationsOf } from "./networks/network.js";
import { peakOperations } from "./runtimes/register-peak.js";
import type { RuntimeName } from "./runtimes/runtimes.js";
import { geometricMean, median, pairedRatio } from "./statistics.js";

/** What one runtime did with one network, and what that is to sepconv on the same kind of device. */
export interface RuntimeSummary {
  readonly microseconds: number;
  readonly gigaflops: number;
  /** Input, weights and output, each moved once. */
  readonly gigabytesPerSecond: number;
  /** The runtime's time over that of sepconv's WebAssembly: above 1, sepconv is faster. */
  readonly ratio: number;
  readonly rounds: number;
  readonly difference: number;
}

export interface CaseSummary {
  readonly name: string;
  readonly kind: "block" | "model";
  readonly operations: number;
  readonly bytes: number;
  /** GFLOP/s of 128-bit multiplications and additions in registers, measured in the same rounds. */
  readonly peakGigaflops: number;
  /** The share of it that sepconv's WebAssembly reaches. */
  readonly shareOfPeak: number;
  /** The ratio to the faster of ONNX Runtime Web and TensorFlow.js, one thread, WebAssembly. */
  readonly toBestPeer: number;
  /** How much faster sepconv is on two threads than on one. */
  readonly twoThreads: number;
  /** The ratio of ONNX Runtime Web to ours, both on two threads. */
  readonly toPeerOnTwoThreads: number;
  /** The ratio of TensorFlow.js' CPU backend to ours. */
  readonly cpuToCpu: number;
  readonly runtimes: Readonly<Partial<Record<RuntimeName, RuntimeSummary>>>;
  readonly problems: Readonly<Partial<Record<RuntimeName, string>>>;
}

const ours: RuntimeName = "sepconv wasm";
const singleThreaded: readonly RuntimeName[] = ["ort web", "tfjs wasm"];

export function summarize({ network, measurements, problems }: CaseResult): CaseSummary {
  const roundsOf = (name: RuntimeName): readonly number[] => measurements.get(name)?.rounds ?? [];
  const operations = operationsOf(network);
  const bytes = bytesOf(network);
  const runtimes: Partial<Record<RuntimeName, RuntimeSummary>> = {};
  for (const [name, { rounds, difference }] of measurements) {
    const microseconds = median(rounds);
    runtimes[name] = {
      microseconds,
      gigaflops: operations / microseconds / 1000,
      gigabytesPerSecond: bytes / microseconds / 1000,
      ratio: pairedRatio(rounds, roundsOf(ours)),
      rounds: rounds.length,
      difference,
    };
  }
  const peak = roundsOf("peak").map((microseconds) => peakOperations / microseconds / 1000);
  const speeds = roundsOf(ours).map((microseconds) => operations / microseconds / 1000);
  const peers = singleThreaded.flatMap((name) => runtimes[name]?.ratio ?? []);
  return {
    name: network.name,
    kind: network.kind,
    operations,
    bytes,
    peakGigaflops: median(peak),
    shareOfPeak: pairedRatio(speeds, peak),
    toBestPeer: peers.length > 0 ? Math.min(...peers) : Number.NaN,
    twoThreads: pairedRatio(roundsOf(ours), roundsOf("sepconv wasm 2")),
    toPeerOnTwoThreads: pairedRatio(roundsOf("ort web 2"), roundsOf("sepconv wasm 2")),
    cpuToCpu: pairedRatio(roundsOf("tfjs cpu"), roundsOf("sepconv cpu")),
    runtimes,
    problems: Object.fromEntries(problems),
  };
}

/** Geometric means over the cases that have the figure. */
export function means(cases: readonly CaseSummary[], figure: (summary: CaseSummary) => number | undefined): number {
  return geometricMean(cases.flatMap((summary) => figure(summary) ?? []).filter(Number.isFinite));
}
