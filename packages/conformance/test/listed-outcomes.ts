import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { countsOf, expectOutcomes, type Outcome } from "./outcomes.js";

const page = new URL("../../../docs/differences.md", import.meta.url);

/** `expectOutcomes`, and that docs/differences.md lists each difference of the set with the number of its cases. */
export async function expectListedOutcomes(set: string, outcomes: readonly Outcome[], count: number): Promise<void> {
  expectOutcomes(set, outcomes, count);
  const reasons = outcomes.flatMap(({ difference, pending }) => (pending === undefined ? (difference ?? []) : []));
  const rows = [...countsOf(reasons)].map(([reason, cases]) => `| \`${set}\` | ${reason} | ${cases} |`);
  const listed = (await readFile(page, "utf8")).split("\n").filter((line) => line.startsWith(`| \`${set}\` |`));
  expect(listed.sort(), "the rows of docs/differences.md").toEqual(rows.sort());
}
