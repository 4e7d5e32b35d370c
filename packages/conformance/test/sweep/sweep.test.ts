import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { type Device, useBackend } from "@sepconv/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configurations, sweptOps } from "./configuration.js";
import { expectConfiguration } from "./expect-configuration.js";
import { windowOf } from "./window.js";

// The whole sweep, from the root:
//   SWEEP=20000 SWEEP_SEED=1 npx vitest run --project node packages/conformance/test/sweep
const runs = Number(process.env["SWEEP"] ?? 500);
const seed = Number(process.env["SWEEP_SEED"] ?? 20_240_613);

const devices = {
  cpu: () => useBackend(createCpuBackend()),
  wasm: () => useBackend(createWasmBackend()),
};

describe.each(Object.entries(devices))("convolutions on %s", (_, open) => {
  let device: Device | undefined;
  beforeAll(async () => {
    device = await open();
  });
  afterAll(() => device?.dispose());

  it(`equal the float64 reference in ${runs} configurations of seed ${seed}`, { timeout: 3_600_000 }, () => {
    fc.assert(fc.property(configurations, expectConfiguration), { seed, numRuns: runs });
  });
});

it("draws every op, padding and layout, lengths that are refused and that give nothing", () => {
  const drawn = fc.sample(configurations, { seed, numRuns: 300 });
  const seen = new Set(drawn.flatMap(({ op, padding, channelsFirst }) => [op, padding, `${channelsFirst}`]));
  expect(seen).toEqual(new Set([...sweptOps, "valid", "same", "causal", "true", "false"]));
  const windows = drawn.map(windowOf);
  expect(windows.filter((window) => window === null).length).toBeGreaterThan(5);
  expect(windows.filter((window) => window?.outputSteps === 0).length).toBeGreaterThan(5);
});
