import type { Attrs } from "@sepconv/backend";
import fc from "fast-check";
import { expect, test } from "vitest";
import { expectGradients, type Geometry, geometries, wave } from "../../test/geometries.js";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";
import type { WasmOptions } from "../wasm-options.js";

type Wants = Omit<Attrs<"depthwiseConv1dGradient">, "stride" | "dilation">;
type Gradients = Readonly<Record<"x" | "depthwise" | "bias", readonly number[]>>;

const everything: Wants = { wantsX: true, wantsDepthwise: true, wantsBias: true };

function values({ batch, steps, channels, multiplier, kernelSize, outputSteps }: Geometry) {
  return {
    x: wave(batch * steps * channels, 0.7),
    depthwise: wave(kernelSize * channels * multiplier, 1.1),
    gradient: wave(batch * outputSteps * channels * multiplier, 0.9),
  };
}

async function computed(
  geometry: Geometry,
  wants = everything,
  options: WasmOptions = {},
): Promise<Partial<Gradients>> {
  const { batch, steps, channels, multiplier, kernelSize, stride, dilation, padLeft, outputSteps } = geometry;
  const terms = channels * multiplier;
  const backend = await createWasmBackend(options);
  const given = values(geometry);
  const inputs = {
    x: operand(backend, [batch, steps, channels], given.x),
    depthwise: operand(backend, [kernelSize, channels, multiplier], given.depthwise),
    gradient: operand(backend, [batch, outputSteps, terms], given.gradient),
  };
  const types = {
    x: typeOf(inputs.x),
    depthwise: typeOf(inputs.depthwise, [0, 1, 2]),
    gradient: typeOf(inputs.gradient),
  };
  const outputs = {
    ...(wants.wantsX && { x: operand(backend, inputs.x.shape) }),
    ...(wants.wantsDepthwise && { depthwise: operand(backend, inputs.depthwise.shape) }),
    ...(wants.wantsBias && { bias: operand(backend, [terms]) }),
  };
  const launch = planned(backend.plan("depthwiseConv1dGradient", { stride, dilation, ...wants }, types));
  launch(inputs, outputs, { padLeft });
  const results = Object.entries(outputs).map(([name, output]) => [name, valuesOf(backend, output)]);
  backend.dispose();
  return Object.fromEntries(results);
}

/** The formulas of the op's spec, loop by loop. */
function expected(geometry: Geometry): Gradients {
  const { steps, channels, multiplier, kernelSize, stride, dilation, padLeft, outputSteps } = geometry;
  const { x, depthwise, gradient } = values(geometry);
  const terms = channels * multiplier;
  const sums = {
    x: new Array<number>(x.length).fill(0),
    depthwise: new Array<number>(depthwise.length).fill(0),
    bias: new Array<number>(terms).fill(0),
  };
  const add = (target: number[], index: number, value: number) => {
    target[index] = (target[index] ?? 0) + value;
  };
  for (const [index, e] of gradient.entries()) {
    const [row, q] = [Math.floor(index / terms), index % terms];
    const [sample, o] = [Math.floor(row / outputSteps), row % outputSteps];
    add(sums.bias, q, e);
    for (let j = 0; j < kernelSize; j++) {
      const t = o * stride + j * dilation - padLeft;
      if (t < 0 || t >= steps) continue;
      const place = (sample * steps + t) * channels + Math.floor(q / multiplier);
      add(sums.x, place, (depthwise[j * terms + q] ?? 0) * e);
      add(sums.depthwise, j * terms + q, e * (x[place] ?? 0));
    }
  }
  return sums;
}

const choices = fc.record({ wantsX: fc.boolean(), wantsDepthwise: fc.boolean(), wantsBias: fc.boolean() });

test("any geometry, whatever is wanted", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.record(geometries), choices, async (geometry, wants) => {
      expectGradients(await computed(geometry, wants), expected(geometry), wants);
    }),
    { numRuns: 200 },
  );
});

const block: Geometry = {
  batch: 9,
  steps: 300,
  channels: 33,
  multiplier: 2,
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
