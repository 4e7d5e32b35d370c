import { ShapeError } from "@sepconv/backend";
import type { Device } from "@sepconv/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { goldenSets } from "../../src/golden/golden-set.js";
import { type GoldenCase, readGolden } from "../../src/golden/read-golden.js";
import type { ReadGoldenFiles } from "../golden/describe-golden.js";
import type { GoldenRun } from "../golden/run-golden.js";
import { expectOutcomes, type Outcome } from "../outcomes.js";
import { runLayer } from "./run-layer.js";

/**
 * Describes the tests that hold the four convolution layers against TensorFlow and Keras, constructed from the arguments of
 * each vector, in both data formats.
 *
 * @param open opens a device and makes it the default.
 */
export function describeLayers(
  name: string,
  open: () => Promise<Device>,
  { read, ...run }: GoldenRun & { readonly read: ReadGoldenFiles },
): void {
  describe(`the layers on ${name}${run.gradients ? ", forward and gradients" : ""}`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    for (const set of goldenSets.filter(({ file }) => file !== "tf215/v1-numeric")) {
      it(set.file, { timeout: 240_000 }, async () => {
        const { json, data } = await read(set.file);
        const outcomes: Outcome[] = [];
        for (const golden of readGolden(set.file, json, data)) {
          const { id, dtype } = golden;
          const pending =
            dtype === "float64" && !run.float64 ? "float64, which the device does not compute" : undefined;
          const problem = pending ? undefined : await problemOf(() => runLayer(golden, set, run));
          outcomes.push({ id, problem, difference: differenceOf(golden), pending });
        }
        const { float16, float32, float64 } = set.cases;
        expectOutcomes(`${set.file} through layers on ${name}`, outcomes, float16 + float32 + float64);
      });
    }
  });
}

async function problemOf(compute: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await compute();
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}

/** Why a case differs on purpose; undefined where it must not. */
function differenceOf({ args, tensors, layer }: GoldenCase): string | undefined {
  const steps = tensors["y"]?.shape[args["data_format"] === "channels_first" ? 2 : 1];
  const isValid = `${args["padding"] ?? "valid"}`.toLowerCase() === "valid";
  if (steps === 0 && isValid && layer !== "Conv1DTranspose") return "an input that is too short is refused";
  return undefined;
}
