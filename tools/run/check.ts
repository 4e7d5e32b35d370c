// npm test [-- step… path…] [-- --list]
//
// Runs the repository's checks (check-steps.ts), prints a summary with the time of each, and ends with a line
// `N passed, N failed, N skipped`: the tests of all vitest runs, plus one failure for each other step that failed, so that the
// line never says 0 failed when something is wrong. The same line is written to .check/totals.txt.
// Names select steps (with what they need), paths narrow the tests: `npm test -- node packages/core`.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { REPORT_FOLDER, type Step, selectSteps, steps } from "./check-steps.ts";
import { findChromium, INSTALL_COMMANDS } from "./find-chromium.mjs";
import { endCommands, runCommand } from "./run-command.ts";
import { runSteps, type StepResult } from "./run-steps.ts";
import { addTotals, formatTotals, NO_TESTS, type TestTotals, totalsOfReport } from "./test-totals.ts";

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const root = resolve(import.meta.dirname, "../..");
process.chdir(root);

const words = process.argv.slice(2);
if (words.includes("--list")) {
  for (const { name, title } of steps) console.log(`${name.padEnd(11)} ${title}`);
  process.exit(0);
}
const known = new Set(steps.map(({ name }) => name));
const paths = words.filter((word) => !known.has(word) && existsSync(word));
const names = words.filter((word) => !paths.includes(word));
const selected = choose(names.length === 0 && paths.length > 0 ? ["node"] : names);

for (const [signal, code] of Object.entries(SIGNAL_EXIT_CODES)) {
  process.on(signal, () => {
    endCommands("SIGTERM");
    process.exit(code);
  });
}

const inCi = isOn(process.env["CI"]);
const chromium = selected.some(({ browserTests }) => browserTests !== undefined) ? await findChromium() : undefined;
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
};
rmSync(REPORT_FOLDER, { recursive: true, force: true });
mkdirSync(REPORT_FOLDER);

const totals: TestTotals[] = [];
const started = performance.now();
const results = await runSteps(selected, runStep);
totals.push(...results.filter(failedWithoutTests).map(() => ({ ...NO_TESTS, failed: 1 })));
printSummary(results);
const total = addTotals(totals);
writeFileSync(join(REPORT_FOLDER, "totals.txt"), `${formatTotals(total)}\n`);
console.log(formatTotals(total));
process.exitCode = total.failed === 0 && results.every(({ outcome }) => outcome !== "failed") ? 0 : 1;

async function runStep(step: Step): Promise<StepResult> {
  if (step.browserTests !== undefined && chromium === undefined) return withoutBrowser(step, step.browserTests);
  if (step.alone) console.log(`\n── ${step.name} · ${step.title}`);
  const command = step.project === undefined ? step.command : ([...step.command, ...paths] as const);
  const live = step.alone ? (text: string): boolean => process.stdout.write(text) : undefined;
  const { passed, output, milliseconds } = await runCommand([command[0], ...command.slice(1)], environment, live);
  const tests = readTotals(step);
  if (tests !== undefined) totals.push(tests);
  const outcome = passed ? "passed" : "failed";
  if (!step.alone) {
    console.log(`\n── ${step.name} · ${step.title} · ${outcome} in ${seconds(milliseconds)}`);
    if (!passed || step.verbose) process.stdout.write(output.endsWith("\n") ? output : `${output}\n`);
  }
  return { step, outcome, milliseconds, note: tests === undefined ? "" : formatTotals(tests) };
}

/** A machine without a browser: said loudly, counted as skipped, and a failure where CI promises a browser. */
function withoutBrowser(step: Step, tests: { readonly folder: string; readonly ending: string }): StepResult {
  const files = existsSync(tests.folder)
    ? readdirSync(tests.folder, { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(tests.ending) && !file.includes("node_modules"),
      )
    : [];
  console.log(
    [
      "",
      "!".repeat(80),
      `!! NO BROWSER: the step "${step.name}" (${step.title}) did not run; ${files.length} test files skipped.`,
      "!! Install one with one of:",
      ...INSTALL_COMMANDS.map((line) => `!!   ${line}`),
      "!! or name yours in $CHROMIUM_PATH.",
      ...(inCi ? ["!! CI is set, so this is a failure."] : []),
      "!".repeat(80),
    ].join("\n"),
  );
  totals.push({ ...NO_TESTS, skipped: files.length });
  return {
    step,
    outcome: inCi ? "failed" : "skipped",
    milliseconds: 0,
    note: `no browser, ${files.length} files skipped`,
  };
}

function readTotals(step: Step): TestTotals | undefined {
  if (step.project === undefined) return undefined;
  const report = join(REPORT_FOLDER, `${step.project}.json`);
  return existsSync(report) ? totalsOfReport(readFileSync(report, "utf8")) : undefined;
}

/** A failed step whose report does not already say so. */
function failedWithoutTests({ step, outcome }: StepResult): boolean {
  if (outcome !== "failed") return false;
  return (readTotals(step)?.failed ?? 0) === 0;
}

function printSummary(all: readonly StepResult[]): void {
  console.log("\n── summary");
  const install = Number(process.env["SEPCONV_INSTALL_MILLISECONDS"] ?? Number.NaN);
  if (!Number.isNaN(install)) console.log(row("install", "passed", seconds(install), ""));
  for (const { step, outcome, milliseconds, note } of all) {
    console.log(row(step.name, outcome, milliseconds === 0 ? "" : seconds(milliseconds), note));
  }
  console.log(row("together", "", seconds(performance.now() - started), ""));
}

function row(name: string, outcome: string, time: string, note: string): string {
  return `${name.padEnd(11)} ${outcome.padEnd(8)} ${time.padStart(8)}   ${note}`.trimEnd();
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}

function choose(wanted: readonly string[]): readonly Step[] {
  try {
    return selectSteps(wanted);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}
