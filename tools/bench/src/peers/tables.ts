import type { RuntimeName } from "./runtimes/runtimes.js";
import { type CaseSummary, means } from "./summary.js";

/** Rows of cells; the first row is the head. */
export type Table = readonly (readonly string[])[];

const columns: readonly (readonly [RuntimeName, string])[] = [
  ["sepconv wasm", "sepconv"],
  ["ort web", "ORT web"],
  ["tfjs wasm", "TF.js"],
  ["jax-js", "jax-js"],
  ["sepconv wasm 2", "sepconv, 2 threads"],
  ["ort web 2", "ORT web, 2 threads"],
  ["ort native", "ORT native"],
  ["sepconv cpu", "sepconv cpu"],
  ["tfjs cpu", "TF.js cpu"],
];

/** GFLOP/s of blocks, with geometric means below. */
export function blockTable(cases: readonly CaseSummary[]): Table {
  const speed = (name: RuntimeName) => (summary: CaseSummary) => summary.runtimes[name]?.gigaflops;
  return [
    [
      "block (B,L,C,M,F,kernel,stride,dilation,padding)",
      ...columns.map(([, title]) => title),
      "peak",
      "of peak",
      "GB/s",
      "× best peer",
      "2 threads ×",
      "2 threads × ORT",
      "cpu ×",
    ],
    ...cases.map((summary) => [
      summary.name,
      ...columns.map(([name]) => number(speed(name)(summary))),
      number(summary.peakGigaflops),
      percent(summary.shareOfPeak),
      number(summary.runtimes["sepconv wasm"]?.gigabytesPerSecond),
      factor(summary.toBestPeer),
      factor(summary.twoThreads),
      factor(summary.toPeerOnTwoThreads),
      factor(summary.cpuToCpu),
    ]),
    [
      "geometric mean",
      ...columns.map(([name]) => number(means(cases, speed(name)))),
      number(means(cases, ({ peakGigaflops }) => peakGigaflops)),
      percent(means(cases, ({ shareOfPeak }) => shareOfPeak)),
      "",
      factor(means(cases, ({ toBestPeer }) => toBestPeer)),
      factor(means(cases, ({ twoThreads }) => twoThreads)),
      factor(means(cases, ({ toPeerOnTwoThreads }) => toPeerOnTwoThreads)),
      factor(means(cases, ({ cpuToCpu }) => cpuToCpu)),
    ],
  ];
}

/** Milliseconds of models, with geometric means of the ratios below. */
export function modelTable(cases: readonly CaseSummary[]): Table {
  const shown = columns.filter(([name]) => name !== "jax-js");
  const milliseconds = (name: RuntimeName) => (summary: CaseSummary) => {
    const microseconds = summary.runtimes[name]?.microseconds;
    return microseconds === undefined ? undefined : microseconds / 1000;
  };
  return [
    [
      "model, ms",
      ...shown.map(([, title]) => title),
      "sepconv GFLOP/s",
      "of peak",
      "× best peer",
      "2 threads ×",
      "2 threads × ORT",
      "cpu ×",
    ],
    ...cases.map((summary) => [
      summary.name,
      ...shown.map(([name]) => number(milliseconds(name)(summary))),
      number(summary.runtimes["sepconv wasm"]?.gigaflops),
      percent(summary.shareOfPeak),
      factor(summary.toBestPeer),
      factor(summary.twoThreads),
      factor(summary.toPeerOnTwoThreads),
      factor(summary.cpuToCpu),
    ]),
    [
      "geometric mean",
      ...shown.map(() => ""),
      "",
      "",
      factor(means(cases, ({ toBestPeer }) => toBestPeer)),
      factor(means(cases, ({ twoThreads }) => twoThreads)),
      factor(means(cases, ({ toPeerOnTwoThreads }) => toPeerOnTwoThreads)),
      factor(means(cases, ({ cpuToCpu }) => cpuToCpu)),
    ],
  ];
}

/** One row of figures under the runtimes' names. */
export function rowTable(title: string, figures: ReadonlyMap<RuntimeName, number>): Table {
  const names = [...figures.keys()];
  return [
    [title, ...names],
    ["", ...names.map((name) => number(figures.get(name)))],
  ];
}

/** Text in columns, for a terminal. */
export function asText(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The table as Markdown writes it, numbers to the right. */
export function asMarkdown(table: Table): string {
  const [head = [], ...rows] = table;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Three digits, or a dash. */
export function number(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 3);
}

/** A share in whole percents, or a dash. */
export function percent(value: number): string {
  return Number.isFinite(value) ? `${(value * 100).toFixed(0)} %` : "–";
}

/** Two digits behind the point, or a dash. */
export function factor(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}
