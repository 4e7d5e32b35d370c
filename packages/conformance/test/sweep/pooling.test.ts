import { createCpuBackend } from "@sepconv/backend-cpu";
import { createWasmBackend } from "@sepconv/backend-wasm";
import { averagePool1d, type Device, maxPool1d, tensor, useBackend } from "@sepconv/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ordinarySizes, walk } from "../../src/cases/conv-sizes.js";
import { uniform } from "../../src/cases/values.js";
import { references } from "../../src/reference/references.js";

const runs = Number(process.env["SWEEP"] ?? 200);
const seed = Number(process.env["SWEEP_SEED"] ?? 20_240_613);

const poolings = fc
  .record({
    kind: fc.constantFrom("maxPool1d" as const, "averagePool1d" as const),
    batch: fc.integer({ min: 1, max: 3 }),
    steps: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 5 }),
    size: fc.integer({ min: 1, max: 9 }),
    stride: fc.integer({ min: 1, max: 5 }),
    padding: fc.constantFrom("valid" as const, "same" as const),
    seed: fc.integer({ min: 0, max: 2 ** 30 }),
  })
  .filter(({ steps, size, padding }) => padding === "same" || steps >= size);

type Pooling = typeof poolings extends fc.Arbitrary<infer Value> ? Value : never;

/** Holds a pooling on the default device against the float64 reference. @throws where they differ. */
function expectPooling({ kind, batch, steps, channels, size, stride, padding, seed: values }: Pooling): void {
  const drawn = uniform([batch, steps, channels], values, 2);
  const x = tensor(drawn.values, drawn.shape, "float32");
  const options = { poolSize: size, strides: stride, padding };
  const y = kind === "maxPool1d" ? maxPool1d(x, options) : averagePool1d(x, options);
  const window = walk({ ...ordinarySizes, steps, kernelSize: size, stride, dilation: 1, padding });
  const want = references.pool({
    name: kind,
    attrs: { kind, size, stride },
    dynamic: { padLeft: window.padLeft },
    inputs: { x: { shape: drawn.shape, values: Float64Array.from(x.dataSync()) } },
    outputs: { y: [batch, window.outputSteps, channels] },
  }).y;
  expect(y.shape).toEqual([batch, window.outputSteps, channels]);
  // A mean of values below 2; a maximum is exact.
  const allowed = kind === "maxPool1d" ? 0 : 2 ** -21;
  y.dataSync().forEach((got, index) => {
    expect(Math.abs(got - (want.values[index] ?? Number.NaN)), `element ${index}`).toBeLessThanOrEqual(allowed);
  });
  x.dispose();
  y.dispose();
}

describe.each([
  ["cpu", () => useBackend(createCpuBackend())],
  ["wasm", () => useBackend(createWasmBackend())],
] as const)("pooling on %s", (_, open) => {
  let device: Device | undefined;
  beforeAll(async () => {
    device = await open();
  });
  afterAll(() => device?.dispose());

  it(`equals the float64 reference in ${runs} configurations of seed ${seed}`, { timeout: 3_600_000 }, () => {
    fc.assert(fc.property(poolings, expectPooling), { seed, numRuns: runs });
  });
});
