// node main.js <folder of this bundle> <binary of the peak> <folder of the peers> <docs/benchmarks.md> [options]

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { networkOf } from "../peers/cases.js";
import { type Effort, measureCase } from "../peers/measure-case.js";
import { openRuntimes } from "../peers/open-runtimes.js";
import { isWanted, type Options, readOptions, usageOf } from "../peers/options.js";
import { progress } from "../peers/progress.js";
import { replaceSection } from "../peers/replace-section.js";
import type { RuntimeProcess } from "../peers/runtime-process.js";
import { trainingRuntimes } from "../peers/runtimes/runtimes.js";
import { asMarkdown, asText } from "../peers/tables.js";
import { inOwnProcess } from "./in-own-process.js";
import type { MemoryFigures } from "./memory.js";
import type { Profile } from "./profile.js";
import { summarizeTraining, type TrainingSummary } from "./training-summary.js";
import { memoryTable, profileTable, speedTable, timeTable } from "./training-tables.js";
import { trainingTasks } from "./training-task.js";

const [, , scripts = "", peakBinary = "", peers = "", page = "", ...words] = process.argv;
const full: Effort = { rounds: 15, batchMilliseconds: 100, leastRounds: 3, runtimeMilliseconds: 10_000 };
const quick: Effort = { rounds: 5, batchMilliseconds: 20, leastRounds: 1, runtimeMilliseconds: 1000 };

if (words.includes("--help")) console.log(usageOf("training"));
else await bench(readOptions(words));

async function bench(options: Options): Promise<void> {
  const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} processors, Node ${process.version}`;
  console.log(machine);
  const places = { scripts: `${scripts}/peers`, peakBinary, peers };
  const { processes, descriptions } = await openRuntimes(trainingRuntimes, options.runtimes, places);
  const effort = options.quick ? quick : full;
  const names = [...trainingTasks.keys()].filter((name) => isWanted(name, options.shapes));
  const cases: TrainingSummary[] = [];
  for (const name of names) cases.push(await measure(name, processes, effort));
  for (const process of processes) process.end();

  const memory = new Map<string, MemoryFigures>();
  const profiles = new Map<string, Profile>();
  for (const name of names) {
    progress(`memory and profile of ${name}`);
    const steps = stepsOf(
      cases.find((summary) => summary.name === name),
      options.quick,
    );
    memory.set(name, await inOwnProcess(`${scripts}/training/memory.js`, [name, String(steps)]));
    profiles.set(name, await inOwnProcess(`${scripts}/training/profile.js`, [name, String(Math.ceil(steps / 5))]));
  }
  progress("");

  const tables = [timeTable(cases), speedTable(cases), memoryTable(memory), profileTable(profiles)];
  console.log(`\nMedians of ${effort.rounds} rounds in which the runtimes take turns.\n`);
  console.log(tables.map(asText).join("\n\n"));
  const command = ["npm run bench -- training", ...words].join(" ");
  const date = new Date().toISOString().slice(0, 10);
  if (options.json !== null) {
    const figures = { machine, date, command, runtimes: descriptions, cases };
    const all = { ...figures, memory: Object.fromEntries(memory), profiles: Object.fromEntries(profiles) };
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  if (options.write) {
    const notes = [...Object.values(descriptions), ...problemsOf(cases)].map((line) => `- ${line}`);
    const head = `${date}, ${machine}, \`${command}\`:`;
    const section = [head, ...tables.map(asMarkdown), notes.join("\n")].join("\n\n");
    writeFileSync(page, replaceSection(readFileSync(page, "utf8"), "training", section));
  }
}

async function measure(name: string, processes: readonly RuntimeProcess[], effort: Effort): Promise<TrainingSummary> {
  progress(name);
  const result = await measureCase(networkOf(name), processes, effort);
  progress("");
  const summary = summarizeTraining(result);
  for (const line of problemsOf([summary])) console.log(line);
  return summary;
}

function problemsOf(cases: readonly TrainingSummary[]): readonly string[] {
  return cases.flatMap(({ name, problems }) =>
    Object.entries(problems).map(([runtime, problem]) => `${name}: no ${runtime}: ${problem}`),
  );
}

/** How many steps are watched: a thousand, fewer where that takes more than some minutes. */
function stepsOf(summary: TrainingSummary | undefined, isQuick: boolean): number {
  const milliseconds = summary?.milliseconds["training sepconv"] ?? 1;
  const most = isQuick ? 100 : 1000;
  return Math.max(10, Math.min(most, Math.round((isQuick ? 5000 : 240_000) / milliseconds)));
}
