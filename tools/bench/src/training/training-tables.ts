import type { RuntimeName } from "../peers/runtimes/runtimes.js";
import { factor, number, percent, type Table } from "../peers/tables.js";
import type { MemoryFigures } from "./memory.js";
import type { Profile } from "./profile.js";
import type { TrainingSummary } from "./training-summary.js";

const columns: readonly (readonly [RuntimeName, string])[] = [
  ["training sepconv", "sepconv"],
  ["training sepconv 2", "sepconv, 2 threads"],
  ["training trainOnBatch", "trainOnBatch"],
  ["training sepconv cpu", "sepconv cpu"],
  ["training jax-js convolutions", "jax-js"],
  ["training jax-js matmul", "jax-js, matmul"],
  ["training jax-js slices", "jax-js, slices"],
  ["training tfjs cpu", "TF.js cpu"],
  ["training tfjs wasm", "TF.js wasm"],
  ["training tfjs wasm slices", "TF.js wasm, slices"],
];

/** Milliseconds of one step. */
export function timeTable(cases: readonly TrainingSummary[]): Table {
  return [
    ["training step, ms", ...columns.map(([, title]) => title)],
    ...cases.map(({ name, milliseconds }) => [name, ...columns.map(([runtime]) => number(milliseconds[runtime]))]),
  ];
}

/** Speeds, and ratios to peers. */
export function speedTable(cases: readonly TrainingSummary[]): Table {
  return [
    [
      "training",
      "steps/s",
      "GFLOP of a step",
      "GFLOP/s",
      "peak",
      "of peak",
      "2 threads ×",
      "× best peer by convolutions",
      "× best rewritten peer",
    ],
    ...cases.map((summary) => [
      summary.name,
      number(1000 / (summary.milliseconds["training sepconv"] ?? Number.NaN)),
      number(summary.operations / 1e9),
      number(summary.gigaflops),
      number(summary.peakGigaflops),
      percent(summary.shareOfPeak),
      factor(summary.twoThreads),
      factor(summary.toBestConvolutions),
      factor(summary.toBestPeer),
    ]),
  ];
}

export function memoryTable(figures: ReadonlyMap<string, MemoryFigures>): Table {
  return [
    [
      "memory, MiB",
      "saved activations",
      "between steps",
      "most in a step",
      "×",
      "steps",
      "growth of values",
      "growth of the process",
    ],
    ...[...figures].map(([name, { savedBytes, restBytes, peakBytes, steps, valueGrowth, processGrowth }]) => [
      name,
      number(savedBytes / mebibyte),
      number(restBytes / mebibyte),
      number(peakBytes / mebibyte),
      factor(peakBytes / savedBytes),
      String(steps),
      (valueGrowth / mebibyte).toFixed(1),
      (processGrowth / mebibyte).toFixed(1),
    ]),
  ];
}

/** Milliseconds and launches of each kind of kernel, the longest of any task first; then what is left of the step. */
export function profileTable(profiles: ReadonlyMap<string, Profile>): Table {
  const tasks = [...profiles.values()];
  const share = (kernel: string): number =>
    Math.max(...tasks.map(({ kernels, milliseconds }) => (kernels[kernel]?.milliseconds ?? 0) / milliseconds));
  const kernels = [...new Set(tasks.flatMap((profile) => Object.keys(profile.kernels)))]
    .filter((kernel) => share(kernel) >= leastShare)
    .toSorted((a, b) => share(b) - share(a));
  const cells = (of: (profile: Profile) => readonly [number, number]): string[] =>
    tasks.flatMap((profile) => {
      const [milliseconds, launches] = of(profile);
      return launches > 0 ? [number(milliseconds), String(launches)] : ["–", "–"];
    });
  const of =
    (wanted: (kernel: string) => boolean) =>
    (profile: Profile): readonly [number, number] => {
      const chosen = Object.entries(profile.kernels).filter(([kernel]) => wanted(kernel));
      return [
        chosen.reduce((sum, [, { milliseconds }]) => sum + milliseconds, 0),
        chosen.reduce((sum, [, { launches }]) => sum + launches, 0),
      ];
    };
  return [
    ["where a step's time goes, ms", ...[...profiles.keys()].flatMap((name) => [name, "launches"])],
    ...kernels.map((kernel) => [kernel, ...cells(of((each) => each === kernel))]),
    ["other kernels", ...cells(of((each) => !kernels.includes(each)))],
    [
      "outside of kernels",
      ...tasks.flatMap((profile) => [number(profile.milliseconds - of(() => true)(profile)[0]), ""]),
    ],
    [
      "the whole step",
      ...tasks.flatMap((profile) => [number(profile.milliseconds), String(of(() => true)(profile)[1])]),
    ],
  ];
}

const mebibyte = 2 ** 20;
const leastShare = 0.01;
