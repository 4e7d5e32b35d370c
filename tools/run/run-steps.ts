import type { Step } from "./check-steps.ts";

/** What came of a step. `blocked`: something that it needs failed, so it did not start. */
export type Outcome = "passed" | "failed" | "skipped" | "blocked";

/** A step with its outcome, for the summary. */
export interface StepResult {
  readonly step: Step;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** Counts of tests, or why the step did not run. */
  readonly note: string;
}

/** How many steps run at a time. */
const LANES = 2;

/**
 * Runs steps in their order, two at a time. A step waits for those that it needs; a step that runs alone waits until nothing
 * else runs. What needs a failed step is blocked; the others still run, so that one look shows everything that is wrong.
 */
export async function runSteps(
  steps: readonly Step[],
  run: (step: Step) => Promise<StepResult>,
): Promise<readonly StepResult[]> {
  const results = new Map<string, StepResult>();
  const waiting = [...steps];
  const active = new Map<string, Promise<void>>();
  const activeAlone = new Set<string>();

  const launch = (step: Step): void => {
    waiting.splice(waiting.indexOf(step), 1);
    if (step.alone) activeAlone.add(step.name);
    active.set(
      step.name,
      run(step).then((result) => {
        results.set(step.name, result);
        active.delete(step.name);
        activeAlone.delete(step.name);
      }),
    );
  };

  while (waiting.length > 0 || active.size > 0) {
    for (const step of [...waiting]) {
      const broken = step.needs.find((name) => isBroken(results.get(name)?.outcome));
      if (broken !== undefined) {
        waiting.splice(waiting.indexOf(step), 1);
        results.set(step.name, { step, outcome: "blocked", milliseconds: 0, note: `needs ${broken}` });
        continue;
      }
      const ready = step.needs.every((name) => results.has(name));
      const room = step.alone ? active.size === 0 : active.size < LANES && activeAlone.size === 0;
      if (ready && room) launch(step);
      // Steps that run alone would never start if later ones kept slipping in front of them.
      else if (ready && step.alone) break;
    }
    if (active.size > 0) await Promise.race(active.values());
  }
  return steps.map((step) => results.get(step.name)).filter((result) => result !== undefined);
}

function isBroken(outcome: Outcome | undefined): boolean {
  return outcome === "failed" || outcome === "blocked";
}
