import type { Device } from "@sepconv/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldenActivation } from "../../src/golden/golden-activation.js";
import { type GoldenSet, goldenSets } from "../../src/golden/golden-set.js";
import { readGolden } from "../../src/golden/read-golden.js";
import { type GoldenRun, runGolden } from "./run-golden.js";

/** Reads `golden/<file>.json` and `.bin`. */
export type ReadGoldenFiles = (file: string) => Promise<{ readonly json: string; readonly data: ArrayBuffer }>;

/**
 * Describes the tests that hold the public op against TensorFlow and Keras: each float32 SeparableConv1D vector, in three
 * sets. Each set prints how many ran, differ and are pending; an unlisted failure fails, and so does a listing that is
 * no longer true.
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
      it(`${set.file}, ${set.cases} cases`, { timeout: 240_000 }, async () => {
        const { json, data } = await read(set.file);
        const { ran, differing, pending } = await runSet(set, json, data, run);
        const listed = Object.entries(pending).map(([activation, count]) => `${activation} ${count}`);
        const waiting = Object.values(pending).reduce((total, count) => total + count, 0);
        console.log(
          `${set.file} on ${name}: ${ran} run, ${differing.length} differing, ${waiting} pending (${listed.join(", ")})`,
        );
        expect(differing).toEqual([]);
        expect(Object.keys(pending).toSorted()).toEqual(set.pending);
        expect(ran + waiting).toBe(set.cases);
      });
    }
  });
}

async function runSet(
  set: GoldenSet,
  json: string,
  data: ArrayBuffer,
  run: GoldenRun,
): Promise<{ ran: number; differing: string[]; pending: Record<string, number> }> {
  let ran = 0;
  const differing: string[] = [];
  const pending: Record<string, number> = {};
  for (const golden of readGolden(set.file, json, data, "SeparableConv1D")) {
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
