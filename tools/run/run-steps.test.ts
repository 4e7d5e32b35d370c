import { describe, expect, test } from "vitest";
import type { Step } from "./check-steps.ts";
import { type Outcome, runSteps } from "./run-steps.ts";

function step(name: string, needs: readonly string[] = [], alone = false): Step {
  return { name, title: name, command: ["true"], needs, alone, verbose: false };
}

/** Runs steps that take a few turns each, and writes down how they overlap. */
async function trace(steps: readonly Step[], outcomes: Record<string, Outcome> = {}) {
  const events: string[] = [];
  let most = 0;
  let active = 0;
  const results = await runSteps(steps, async (current) => {
    events.push(`+${current.name}`);
    active++;
    most = Math.max(most, active);
    await new Promise((resolve) => setTimeout(resolve, 5));
    active--;
    events.push(`-${current.name}`);
    return { step: current, outcome: outcomes[current.name] ?? "passed", milliseconds: 5, note: "" };
  });
  return { events, most, results: results.map(({ step: { name }, outcome }) => `${name} ${outcome}`) };
}

describe("runSteps", () => {
  test("runs two at a time, and what needs another after it", async () => {
    const { events, most, results } = await trace([step("a"), step("b"), step("c", ["a"]), step("d", ["c"])]);
    expect(most).toBe(2);
    expect(events.indexOf("-a")).toBeLessThan(events.indexOf("+c"));
    expect(events.indexOf("-c")).toBeLessThan(events.indexOf("+d"));
    expect(results).toEqual(["a passed", "b passed", "c passed", "d passed"]);
  });

  test("runs a step alone when it asks for it, and lets no later one slip in front", async () => {
    const { events } = await trace([step("a"), step("b", [], true), step("c")]);
    expect(events).toEqual(["+a", "-a", "+b", "-b", "+c", "-c"]);
  });

  test("blocks what needs a failed step, directly or not, and runs the rest", async () => {
    const { events, results } = await trace([step("a"), step("b", ["a"]), step("c", ["b"]), step("d")], {
      a: "failed",
    });
    expect(results).toEqual(["a failed", "b blocked", "c blocked", "d passed"]);
    expect(events).not.toContain("+b");
    expect(events).not.toContain("+c");
  });

  test("lets a step run that needs a skipped one", async () => {
    const { results } = await trace([step("a"), step("b", ["a"])], { a: "skipped" });
    expect(results).toEqual(["a skipped", "b passed"]);
  });
});
