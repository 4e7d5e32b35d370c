import type { Attrs, Kernel } from "@sepconv/backend";
import fc from "fast-check";
import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../test/operands.js";
import { gradientByTaps } from "./gradient-by-taps.js";
import { gradientInChunks } from "./gradient-in-chunks.js";
import { separableConv1dGradient } from "./kernels/separable-conv1d-gradient.js";
import { openThreads, openWasmBackend } from "./pick.js";
import type { WasmContext } from "./wasm-context.js";
import type { WasmOptions } from "./wasm-options.js";

interface Geometry {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly multiplier: number;
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly outputSteps: number;
}

type GradientKernel = Kernel<"separableConv1dGradient", WasmContext>;

const everything = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };
const names = ["x", "depthwise", "pointwise", "bias"] as const;

async function gradients(
  kernel: GradientKernel,
  geometry: Geometry,
  wants: Omit<Attrs<"separableConv1dGradient">, "stride" | "dilation"> = everything,
  options: WasmOptions = {},
): Promise<Record<string, readonly number[]>> {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation, padLeft, outputSteps } = geometry;
  const backend = await openWasmBackend({ separableConv1dGradient: kernel }, options, openThreads);
  let seed = 0;
  const filled = (...shape: number[]) => {
    const length = shape.reduce((product, extent) => product * extent, 1);
    return operand(
      backend,
      shape,
      Array.from({ length }, () => Math.sin(seed++)),
    );
  };
  const inputs = {
    x: filled(batch, steps, channels),
    depthwise: filled(kernelSize, channels, multiplier),
    pointwise: filled(1, channels * multiplier, filters),
    gradient: filled(batch, outputSteps, filters),
  };
  const types = {
    x: typeOf(inputs.x),
    depthwise: typeOf(inputs.depthwise, [0, 1, 2]),
    pointwise: typeOf(inputs.pointwise, [2]),
    gradient: typeOf(inputs.gradient),
  };
  const all = {
    x: operand(backend, [batch, steps, channels]),
    depthwise: operand(backend, [kernelSize, channels, multiplier]),
    pointwise: operand(backend, [1, channels * multiplier, filters]),
    bias: operand(backend, [filters]),
  };
  const wanted = names.filter((name) => wants[`wants${name[0]?.toUpperCase()}${name.slice(1)}` as keyof typeof wants]);
  const outputs = Object.fromEntries(wanted.map((name) => [name, all[name]]));
  const attrs = { stride, dilation, ...wants };
  planned(backend.plan("separableConv1dGradient", attrs, types))(inputs, outputs, { padLeft });
  const values = Object.fromEntries(wanted.map((name) => [name, valuesOf(backend, all[name])]));
  backend.dispose();
  return values;
}

function expectClose(got: Record<string, readonly number[]>, expected: Record<string, readonly number[]>): void {
  expect(Object.keys(got)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const scale = Math.max(1, ...values.map(Math.abs));
    const differing = values.findIndex(
      (value, index) => !(Math.abs((got[name]?.[index] ?? NaN) - value) < 2e-5 * scale),
    );
    expect(differing, `${name}[${differing}]: ${got[name]?.[differing]}, not ${values[differing]}`).toBe(-1);
  }
}

const geometries = fc.record({
  batch: fc.integer({ min: 0, max: 3 }),
  steps: fc.integer({ min: 0, max: 200 }),
  channels: fc.integer({ min: 1, max: 19 }),
  multiplier: fc.integer({ min: 1, max: 3 }),
  filters: fc.integer({ min: 1, max: 19 }),
  kernelSize: fc.integer({ min: 1, max: 18 }),
  stride: fc.integer({ min: 1, max: 7 }),
  dilation: fc.integer({ min: 1, max: 13 }),
  padLeft: fc.integer({ min: -20, max: 60 }),
  outputSteps: fc.integer({ min: 0, max: 150 }),
});

const choices = fc.record({
  wantsX: fc.boolean(),
  wantsDepthwise: fc.boolean(),
  wantsPointwise: fc.boolean(),
  wantsBias: fc.boolean(),
});

test("in chunks and tap by tap the gradients are the same, whatever is wanted", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(geometries, choices, async (geometry, wants) => {
      expectClose(await gradients(gradientInChunks, geometry, wants), await gradients(gradientByTaps, geometry, wants));
    }),
    { numRuns: 150 },
  );
});

const block: Geometry = {
  batch: 9,
  steps: 300,
  channels: 33,
  multiplier: 1,
  filters: 40,
  kernelSize: 15,
  stride: 1,
  dilation: 2,
  padLeft: 14,
  outputSteps: 300,
};

test("two threads compute the same bits as one", async () => {
  const alone = await gradients(gradientInChunks, block, everything, { threads: 1 });
  expect(await gradients(gradientInChunks, block, everything, { threads: 2 })).toEqual(alone);
});

test("taps that reach far beyond a tile are computed all the same", async () => {
  const far = { ...block, batch: 1, kernelSize: 2, dilation: 2 ** 31 + 1, padLeft: 2 ** 31 - 50 };
  // The first tap sees nothing, the second one what is 51 steps ahead: as with these.
  const near = { ...block, batch: 1, kernelSize: 2, dilation: 1000, padLeft: 949 };
  expectClose(await gradients(separableConv1dGradient, far), await gradients(gradientInChunks, near));
});
