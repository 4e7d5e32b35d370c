import type { ActivationKind } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { wholeNumbers } from "../../test/whole-numbers.js";
import { createWasmBackend } from "../index.js";

interface Sizes {
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  readonly multiplier: number;
  readonly kernelSize: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLeft: number;
  readonly outputSteps: number;
}

const ordinary: Sizes = {
  batch: 2,
  steps: 9,
  channels: 3,
  multiplier: 1,
  kernelSize: 3,
  stride: 1,
  dilation: 1,
  padLeft: 0,
  outputSteps: 7,
};

async function convolve(sizes: Sizes, activation: ActivationKind | null = null): Promise<number[]> {
  const { batch, steps, channels, multiplier, kernelSize, stride, dilation, padLeft, outputSteps } = sizes;
  const backend = await createWasmBackend();
  const terms = channels * multiplier;
  const operands = {
    x: operand(backend, [batch, steps, channels], wholeNumbers(batch * steps * channels)),
    depthwise: operand(backend, [kernelSize, channels, multiplier], wholeNumbers(kernelSize * terms, 2)),
    bias: operand(backend, [terms], wholeNumbers(terms)),
  };
  const y = operand(backend, [batch, outputSteps, terms]);
  const { x, depthwise, bias } = operands;
  const types = { x: typeOf(x), depthwise: typeOf(depthwise, [0, 1, 2]), bias: typeOf(bias) };
  planned(backend.plan("depthwiseConv1d", { stride, dilation, activation }, types))(operands, { y }, { padLeft });
  return valuesOf(backend, y);
}

/** The formula, term by term. */
function expected(sizes: Sizes): number[] {
  const { batch, steps, channels, multiplier, kernelSize, stride, dilation, padLeft, outputSteps } = sizes;
  const terms = channels * multiplier;
  const x = wholeNumbers(batch * steps * channels);
  const depthwise = wholeNumbers(kernelSize * terms, 2);
  const bias = wholeNumbers(terms);
  const y: number[] = [];
  for (let b = 0; b < batch; b++) {
    for (let o = 0; o < outputSteps; o++) {
      for (let q = 0; q < terms; q++) {
        let sum = bias[q] ?? 0;
        for (let j = 0; j < kernelSize; j++) {
          const t = o * stride + j * dilation - padLeft;
          const value = t >= 0 && t < steps ? (x[(b * steps + t) * channels + Math.floor(q / multiplier)] ?? 0) : 0;
          sum += (depthwise[j * terms + q] ?? 0) * value;
        }
        y.push(sum);
      }
    }
  }
  return y;
}

describe("depthwiseConv1d", () => {
  test("gives each channel its multipliers side by side", async () => {
    const backend = await createWasmBackend();
    const x = operand(backend, [1, 3, 2], [1, 10, 2, 20, 3, 30]);
    const depthwise = operand(backend, [2, 2, 2], [1, 0, 1, 2, 0, 1, -1, 0]);
    const y = operand(backend, [1, 2, 4]);
    const attrs = { stride: 1, dilation: 1, activation: null };
    const types = { x: typeOf(x), depthwise: typeOf(depthwise, [0, 1, 2]) };
    planned(backend.plan("depthwiseConv1d", attrs, types))({ x, depthwise }, { y }, { padLeft: 0 });
    expect(valuesOf(backend, y)).toEqual([1, 2, -10, 20, 2, 3, -10, 40]);
  });

  test.each<Partial<Sizes>>([
    {},
    { channels: 1 },
    { channels: 6, multiplier: 2 },
    { channels: 1, multiplier: 5 },
    { padLeft: 1, outputSteps: 9 },
    { padLeft: 4, dilation: 2, outputSteps: 9 },
    { stride: 2, outputSteps: 4 },
    { stride: 2, dilation: 3, padLeft: 3, outputSteps: 5 },
    { steps: 1, kernelSize: 7, padLeft: 3, outputSteps: 1 },
    { steps: 0, padLeft: 1, outputSteps: 1 },
    // Many taps, which see a window.
    { steps: 150, channels: 5, kernelSize: 16, padLeft: 7, outputSteps: 150 },
    { steps: 70, channels: 2, multiplier: 3, kernelSize: 31, dilation: 2, padLeft: 30, outputSteps: 70 },
  ])("with %o", async (given) => {
    const sizes = { ...ordinary, ...given };
    expect(await convolve(sizes)).toEqual(expected(sizes));
  });

  test("clamps at the store, and runs the other activations over the result", async () => {
    const linear = expected(ordinary);
    expect(await convolve(ordinary, "relu")).toEqual(linear.map((value) => Math.max(value, 0)));
    expect(await convolve(ordinary, "elu")).toEqual(linear.map((v) => Math.fround(v > 0 ? v : Math.expm1(v))));
  });
});
