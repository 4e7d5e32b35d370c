import type { Device } from "@sepconv/core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { readVectors } from "../../src/golden/read-vectors.js";
import { readFromDisk } from "../golden/read-from-disk.js";
import { expectOutcomes, type Outcome } from "../outcomes.js";
import { isMissing, runLayerCall } from "./run-layer-call.js";

/**
 * Describes the tests that hold one call of each layer against Keras: output, mask, losses, weights that the call changes, and
 * gradients.
 *
 * @param open opens a device and makes it the default.
 */
export function describeLayerCalls(name: string, open: () => Promise<Device>): void {
  describe(`calls of layers on ${name} are Keras'`, () => {
    let device: Device | undefined;
    beforeAll(async () => {
      device = await open();
    });
    afterAll(() => device?.dispose());

    it("keras3/layers-numeric", { timeout: 120_000 }, async () => {
      const { json, data } = await readFromDisk("keras3/layers-numeric");
      const outcomes: Outcome[] = [];
      for (const vectors of readVectors("keras3/layers-numeric", json, data)) {
        const { id, fields } = vectors;
        const pending = isMissing(fields) ? String(fields["layer"]) : undefined;
        outcomes.push({ id, pending, problem: pending ? undefined : await problemOf(() => runLayerCall(vectors)) });
      }
      expectOutcomes(`keras3/layers-numeric on ${name}`, outcomes, 193);
    });
  });
}

async function problemOf(compute: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await compute();
  } catch (error) {
    return `${error}`;
  }
}
