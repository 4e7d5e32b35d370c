import { expect } from "vitest";

/** What came of one case of the vectors. */
export interface Outcome {
  readonly id: string;
  /** What is unlike the vectors, or undefined. */
  readonly problem: string | undefined;
  /** Why the case differs on purpose, or undefined where it must not. */
  readonly difference?: string | undefined;
  /** What it waits for; then it was not run. */
  readonly pending?: string | undefined;
}

/**
 * Prints how many cases of a set are equal, differ on purpose and are pending, and fails where one differs that is not
 * listed, or one is listed that does not differ.
 */
export function expectOutcomes(set: string, outcomes: readonly Outcome[], count: number): void {
  const ran = outcomes.filter(({ pending }) => pending === undefined);
  const listed = ran.filter(({ difference }) => difference !== undefined);
  const waiting = outcomes.flatMap(({ pending }) => pending ?? []);
  console.log(
    `${set}: ${ran.length - listed.length} equal, ${listed.length} differing on purpose${tally(listed.flatMap(({ difference }) => difference ?? []))}, ${waiting.length} pending${tally(waiting)}`,
  );
  const wrong = ran.filter(({ problem, difference }) => (problem !== undefined) !== (difference !== undefined));
  expect(wrong.map(({ id, problem }) => `${id}: ${problem ?? "listed, and does not differ"}`)).toEqual([]);
  expect(outcomes.length).toBe(count);
}

/** How often each reason is given. */
export function countsOf(reasons: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

function tally(reasons: readonly string[]): string {
  const counts = countsOf(reasons);
  return counts.size === 0 ? "" : ` (${[...counts].map(([reason, count]) => `${reason}: ${count}`).join("; ")})`;
}

/** What is unlike, as JSON with the order of its keys; undefined where nothing is. */
export function jsonProblem(what: string, got: unknown, want: unknown): string | undefined {
  const [ours, theirs] = [JSON.stringify(got), JSON.stringify(want)];
  return ours === theirs ? undefined : `${what} is ${ours}; expected ${theirs}`;
}
