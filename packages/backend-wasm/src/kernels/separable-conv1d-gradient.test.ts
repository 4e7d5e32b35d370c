import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

/**
 * One channel, one multiplier, two filters, two taps, stride 1, no padding: x = [1, 2, 3], D = [1, 10], P = [2, 5],
 * e = [[1, 0], [0, 1]]. Then h = [21, 32] and dh = [2, 5].
 */
async function setUp(outputSteps: number, e: readonly number[]) {
  const backend = await createWasmBackend();
  const operands = {
    x: operand(backend, [1, 3, 1], [1, 2, 3]),
    depthwise: operand(backend, [2, 1, 1], [1, 10]),
    pointwise: operand(backend, [1, 1, 2], [2, 5]),
    gradient: operand(backend, [1, outputSteps, 2], e),
  };
  const types = {
    x: typeOf(operands.x),
    depthwise: typeOf(operands.depthwise, [0, 1, 2]),
    pointwise: typeOf(operands.pointwise, [2]),
    gradient: typeOf(operands.gradient),
  };
  const outputs = {
    x: operand(backend, [1, 3, 1]),
    depthwise: operand(backend, [2, 1, 1]),
    pointwise: operand(backend, [1, 1, 2]),
    bias: operand(backend, [2]),
  };
  return { backend, operands, types, outputs };
}

const wantsNothing = { wantsX: false, wantsDepthwise: false, wantsPointwise: false, wantsBias: false };
const wantsAll = { wantsX: true, wantsDepthwise: true, wantsPointwise: true, wantsBias: true };

test("all four gradients", async () => {
  const { backend, operands, types, outputs } = await setUp(2, [1, 0, 0, 1]);
  const attrs = { stride: 1, dilation: 1, ...wantsAll };
  planned(backend.plan("separableConv1dGradient", attrs, types))(operands, outputs, { padLeft: 0 });
  expect(valuesOf(backend, outputs.bias)).toEqual([1, 1]);
  expect(valuesOf(backend, outputs.pointwise)).toEqual([21, 32]);
  // Σ_o dh[o]·x[o + j]
  expect(valuesOf(backend, outputs.depthwise)).toEqual([2 * 1 + 5 * 2, 2 * 2 + 5 * 3]);
  expect(valuesOf(backend, outputs.x)).toEqual([2, 20 + 5, 50]);
});

test("what is not wanted is not written", async () => {
  const { backend, operands, types, outputs } = await setUp(2, [1, 0, 0, 1]);
  const attrs = { stride: 1, dilation: 1, ...wantsNothing, wantsBias: true };
  const launch = planned(backend.plan("separableConv1dGradient", attrs, types));
  launch(operands, { bias: outputs.bias }, { padLeft: 0 });
  expect(valuesOf(backend, outputs.bias)).toEqual([1, 1]);
  expect(valuesOf(backend, outputs.pointwise)).toEqual([Number.NaN, Number.NaN]);
  expect(valuesOf(backend, outputs.x)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

test("without output steps the gradients are zeros", async () => {
  const { backend, operands, types, outputs } = await setUp(0, []);
  const attrs = { stride: 1, dilation: 1, ...wantsAll };
  planned(backend.plan("separableConv1dGradient", attrs, types))(operands, outputs, { padLeft: 0 });
  for (const output of Object.values(outputs)) {
    expect(valuesOf(backend, output).every((value) => value === 0)).toBe(true);
  }
});
