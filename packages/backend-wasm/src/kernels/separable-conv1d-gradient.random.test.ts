import type { Attrs } from "@sepconv/backend";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectGradients, type Geometry, geometries, wave } from "../../test/geometries.js";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";
import type { WasmOptions } from "../wasm-options.js";

interface Sizes extends Geometry {
  readonly filters: number;
}

type Wants = Omit<Attrs<"separableConv1dGradient">, "stride" | "dilation">;
type Gradients = Readonly<Record<"x" | "depthwise" | "pointwise" | "bias", readonly number[]>>;

const everything: Wants = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };

function values({ batch, steps, channels, multiplier, filters, kernelSize, outputSteps }: Sizes) {
  return {
    x: wave(batch * steps * channels, 0.7),
    depthwise: wave(kernelSize * channels * multiplier, 1.1),
    pointwise: wave(channels * multiplier * filters, 1.3),
    gradient: wave(batch * outputSteps * filters, 0.9),
  };
}

async function computed(geometry: Sizes, wants = everything, options: WasmOptions = {}): Promise<Partial<Gradients>> {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation, padLeft, outputSteps } = geometry;
  const backend = await createWasmBackend(options);
  const given = values(geometry);
  const inputs = {
    x: operand(backend, [batch, steps, channels], given.x),
    depthwise: operand(backend, [kernelSize, channels, multiplier], given.depthwise),
    pointwise: operand(backend, [1, channels * multiplier, filters], given.pointwise),
    gradient: operand(backend, [batch, outputSteps, filters], given.gradient),
  };
  const types = {
    x: typeOf(inputs.x),
    depthwise: typeOf(inputs.depthwise, [0, 1, 2]),
    pointwise: typeOf(inputs.pointwise, [2]),
    gradient: typeOf(inputs.gradient),
  };
  const outputs = {
    ...(wants.wantsX && { x: operand(backend, inputs.x.shape) }),
    ...(wants.wantsDepthwise && { depthwise: operand(backend, inputs.depthwise.shape) }),
    ...(wants.wantsPointwise && { pointwise: operand(backend, inputs.pointwise.shape) }),
    ...(wants.wantsBias && { bias: operand(backend, [filters]) }),
  };
  const launch = planned(backend.plan("separableConv1dGradient", { stride, dilation, ...wants }, types));
  launch(inputs, outputs, { padLeft });
  const results = Object.entries(outputs).map(([name, output]) => [name, valuesOf(backend, output)]);
  backend.dispose();
  return Object.fromEntries(results);
}

/** The formulas of the op's spec, loop by loop. */
function expected(geometry: Sizes): Gradients {
  const { batch, steps, channels, multiplier, filters, kernelSize, stride, dilation, padLeft, outputSteps } = geometry;
  const { x, depthwise, pointwise, gradient } = values(geometry);
  const terms = channels * multiplier;
  const sums = {
    x: new Array<number>(x.length).fill(0),
    depthwise: new Array<number>(depthwise.length).fill(0),
    pointwise: new Array<number>(pointwise.length).fill(0),
    bias: new Array<number>(filters).fill(0),
  };
  const add = (target: number[], index: number, value: number) => {
    target[index] = (target[index] ?? 0) + value;
  };
  for (let row = 0; row < batch * outputSteps; row++) {
    const [sample, o] = [Math.floor(row / outputSteps), row % outputSteps];
    const e = gradient.slice(row * filters, (row + 1) * filters);
    for (const [f, value] of e.entries()) add(sums.bias, f, value);
    for (let q = 0; q < terms; q++) {
      const dh = e.reduce((sum, value, f) => sum + value * (pointwise[q * filters + f] ?? 0), 0);
      let h = 0;
      for (let j = 0; j < kernelSize; j++) {
        const t = o * stride + j * dilation - padLeft;
        if (t < 0 || t >= steps) continue;
        const place = (sample * steps + t) * channels + Math.floor(q / multiplier);
        const weight = depthwise[j * terms + q] ?? 0;
        h += weight * (x[place] ?? 0);
        add(sums.x, place, weight * dh);
        add(sums.depthwise, j * terms + q, dh * (x[place] ?? 0));
      }
      for (const [f, value] of e.entries()) add(sums.pointwise, q * filters + f, h * value);
    }
  }
  return sums;
}

const sizes = fc.record({ ...geometries, filters: fc.integer({ min: 1, max: 19 }) });
const choices = fc.record({
  wantsX: fc.boolean(),
  wantsDepthwise: fc.boolean(),
  wantsPointwise: fc.boolean(),
  wantsBias: fc.boolean(),
});

test("any geometry, whatever is wanted", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(sizes, choices, async (geometry, wants) => {
      expectGradients(await computed(geometry, wants), expected(geometry), wants);
    }),
    { numRuns: 200 },
  );
});

const block: Sizes = {
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
  expect(await computed(block, everything, { threads: 2 })).toEqual(await computed(block, everything, { threads: 1 }));
});

test("taps that reach far beyond a tile", async () => {
  // The first tap sees nothing, the second one what is 51 steps ahead.
  const far = { ...block, batch: 1, kernelSize: 2, dilation: 2 ** 31 + 1, padLeft: 2 ** 31 - 50 };
  expectGradients(await computed(far), expected(far), everything);
});
