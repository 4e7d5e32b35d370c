import type { Backend, DType, OpName } from "@sepconv/backend";
import fc from "fast-check";
import { cases } from "./cases/cases.js";
import { isAsked } from "./element-types.js";
import { runCase } from "./run-case.js";
import type { Tolerance } from "./tolerance.js";
import { operandAlignment } from "./workbench.js";

/**
 * Runs random cases of one op in a dtype; the same seed gives the same cases. A failing case is shrunk to a small one.
 *
 * @throws Error with the smallest failing case, its seed and the ConformanceFailure.
 */
export async function runRandomCases<Op extends OpName, H>(
  backend: Backend<H>,
  op: Op,
  dtype: DType,
  tolerance: Tolerance,
  { seed, runs }: { readonly seed: number; readonly runs: number },
): Promise<void> {
  let run = 0;
  const random = cases[op].random.filter((call) => isAsked(backend, op, call, dtype));
  const property = fc.asyncProperty(random, async (call) => {
    // Every second case lies inside its allocations.
    await runCase(backend, op, call, dtype, tolerance, run++ % 2 === 0 ? 0 : operandAlignment);
  });
  await fc.assert(property, { seed, numRuns: runs, includeErrorInReport: true });
}
