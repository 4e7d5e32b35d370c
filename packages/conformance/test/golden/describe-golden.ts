import type { Device } from "@sepconv/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldenActivation } from "../../src/golden/golden-activation.js";
import { type GoldenSet, goldenSets } from "../../src/golden/golden-set.js";
import { type GoldenCase, type GoldenDType, readGolden } from "../../src/golden/read-golden.js";
import { type GoldenRun, runGolden } from "./run-golden.js";

/** Reads `golden/<file>.json` and `.bin`. */
export type ReadGoldenFiles = (file: string) => Promise<{ readonly json: string; readonly data: ArrayBuffer }>;

/**
 * Describes the tests that hold the public ops against TensorFlow and Keras: each vector of the four convolution layers, in
 * three sets. float16, which sepconv does not compute with, runs in float32 and is compared as loosely as halves are. Each
 * set prints how many ran, differ and are pending; an unlisted failure fails, and so does a listing that is no longer true.
 *
 * @param open opens a device and makes it the default.
 */
export function describeGolden(
  name: string,
  open: () => Promise<Device>,
  { read, ...run }: GoldenRun & { readonly read: ReadGoldenFiles },
): void {
  describe(`${name} computes what TensorFlow and Keras compute${run.gradients ? ", forward and gradients" : ""}`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    for (const set of goldenSets) {
      const { float16, float32, float64 } = set.cases;
      it(`${set.file}, ${float16 + float32 + float64} cases`, { timeout: 240_000 }, async () => {
        const { json, data } = await read(set.file);
        const cases = readGolden(set.file, json, data);
        const ofDType = (dtype: GoldenDType): number => cases.filter((each) => each.dtype === dtype).length;
        expect({ float16: ofDType("float16"), float32: ofDType("float32"), float64: ofDType("float64") }).toEqual(
          set.cases,
        );
        const runnable = cases.filter(({ dtype }) => run.float64 || dtype !== "float64");
        const { ran, differing, pending } = await runCases(runnable, set, run);
        const listed = Object.entries(pending).map(([activation, count]) => `${activation} ${count}`);
        const waiting = Object.values(pending).reduce((total, count) => total + count, 0);
        console.log(
          `${set.file} on ${name}: ${ran} run, ${differing.length} differing, ${waiting} pending (${listed.join(", ")})` +
            (runnable.length < cases.length ? `, ${float64} of float64, which the device does not compute` : "") +
            (float16 > 0 ? `, ${float16} of float16 in float32` : ""),
        );
        expect(differing).toEqual([]);
        expect(Object.keys(pending).toSorted()).toEqual(set.pending);
        expect(ran + waiting).toBe(float16 + float32 + (run.float64 ? float64 : 0));
      });
    }
  });
}

async function runCases(
  cases: readonly GoldenCase[],
  set: GoldenSet,
  run: GoldenRun,
): Promise<{ ran: number; differing: string[]; pending: Record<string, number> }> {
  let ran = 0;
  const differing: string[] = [];
  const pending: Record<string, number> = {};
  for (const golden of cases) {
    const activation = golden.args["activation"];
    if (goldenActivation(set.dialect, activation) === "pending") {
      pending[`${activation}`] = (pending[`${activation}`] ?? 0) + 1;
      continue;
    }
    ran++;
    const difference = await runGolden(golden, set, run);
    if (difference !== undefined) differing.push(`${golden.id}: ${difference}`);
  }
  return { ran, differing, pending };
}
