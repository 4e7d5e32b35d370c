// node main.js <folder of this bundle> <binary of the peak> <folder of the peers> <docs/benchmarks.md> [options]

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { networkOf } from "./cases.js";
import { firstResults } from "./first-results.js";
import { type CaseResult, type Effort, measureCase } from "./measure-case.js";
import { blocks, callBlock } from "./networks/blocks.js";
import { models } from "./networks/models.js";
import { openRuntimes } from "./open-runtimes.js";
import { isWanted, type Options, readOptions, usageOf } from "./options.js";
import { progress } from "./progress.js";
import { replaceSection } from "./replace-section.js";
import { type Places, RuntimeProcess } from "./runtime-process.js";
import { comparedRuntimes, type RuntimeName } from "./runtimes/runtimes.js";
import { median } from "./statistics.js";
import { type CaseSummary, summarize } from "./summary.js";
import { asMarkdown, asText, blockTable, modelTable, rowTable, type Table } from "./tables.js";

const [, , scripts = "", peakBinary = "", peers = "", page = "", ...words] = process.argv;
const places: Places = { scripts, peakBinary, peers };
const full: Effort = { rounds: 15, batchMilliseconds: 20, leastRounds: 3, runtimeMilliseconds: 3000 };
const quick: Effort = { rounds: 5, batchMilliseconds: 8, leastRounds: 1, runtimeMilliseconds: 500 };
const firstNetwork = "1,128,64,1,64,15,1,1,same";

if (words.includes("--help")) console.log(usageOf("peers"));
else await bench(readOptions(words));

async function bench(options: Options): Promise<void> {
  const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} processors, Node ${process.version}`;
  console.log(machine);
  const { processes, descriptions } = await openRuntimes(comparedRuntimes, options.runtimes, places);
  const effort = options.quick ? quick : full;
  const cases: CaseSummary[] = [];
  for (const name of [...blocks.keys(), ...models.keys()]) {
    if (!isWanted(name, options.shapes)) continue;
    const result = await measure(name, processes, effort);
    cases.push(summarize(result));
  }
  const calls = await callCosts(processes, effort);
  for (const process of processes) process.end();
  const names = processes.map(({ name }) => name).filter((name) => name !== "peak");
  progress("import to first result");
  const starts = await firstResults(names, firstNetwork, options.quick ? 3 : 7, places);
  progress("");

  const tables = tablesOf(cases, calls, starts);
  console.log(`\nGFLOP/s, medians of ${effort.rounds} rounds in which the runtimes take turns.\n`);
  console.log(tables.map(asText).join("\n\n"));
  const command = ["npm run bench -- peers", ...words].join(" ");
  const date = new Date().toISOString().slice(0, 10);
  if (options.json !== null) {
    const figures = { machine, date, command, runtimes: descriptions, cases, calls: Object.fromEntries(calls) };
    const all = { ...figures, importToFirstResult: Object.fromEntries(starts) };
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  if (options.write) {
    const runtimes = Object.values(descriptions).map((description) => `- ${description}`);
    const head = `${date}, ${machine}, \`${command}\`:`;
    const section = [head, ...tables.map(asMarkdown), runtimes.join("\n")].join("\n\n");
    writeFileSync(page, replaceSection(readFileSync(page, "utf8"), "peers", section));
  }
}

async function measure(name: string, processes: readonly RuntimeProcess[], effort: Effort): Promise<CaseResult> {
  progress(name);
  const result = await measureCase(networkOf(name), processes, effort);
  for (const [runtime, problem] of result.problems) {
    progress("");
    if (runtime !== "jax-js" || result.network.kind === "block") console.log(`${name}: no ${runtime}: ${problem}`);
  }
  return result;
}

/** Microseconds of a call whose kernel has next to nothing to do; and of ours when it has nothing at all. */
async function callCosts(
  processes: readonly RuntimeProcess[],
  effort: Effort,
): Promise<ReadonlyMap<RuntimeName, number>> {
  const empty = new RuntimeProcess("sepconv empty", places);
  await empty.ask({ kind: "open" });
  const [name] = callBlock;
  const callers = [...processes.filter((process) => process.name !== "peak"), empty];
  const { measurements } = await measure(name, callers, effort);
  empty.end();
  return new Map([...measurements].map(([runtime, { rounds }]) => [runtime, median(rounds)]));
}

function tablesOf(
  cases: readonly CaseSummary[],
  calls: ReadonlyMap<RuntimeName, number>,
  starts: ReadonlyMap<RuntimeName, number>,
): readonly Table[] {
  const [measuredBlocks, measuredModels] = [
    cases.filter(({ kind }) => kind === "block"),
    cases.filter(({ kind }) => kind === "model"),
  ];
  return [
    ...(measuredBlocks.length > 0 ? [blockTable(measuredBlocks)] : []),
    ...(measuredModels.length > 0 ? [modelTable(measuredModels)] : []),
    rowTable("cost of a call, µs", calls),
    rowTable("import to first result, ms", starts),
  ];
}
