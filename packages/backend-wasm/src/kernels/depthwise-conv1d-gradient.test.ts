import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

/** One channel, two multipliers, two taps, stride 1, no padding: x = [1, 2, 3], D = [[1, 5], [10, 0]]. */
async function setUp(outputSteps: number, e: readonly number[]) {
  const backend = await createWasmBackend();
  const operands = {
    x: operand(backend, [1, 3, 1], [1, 2, 3]),
    depthwise: operand(backend, [2, 1, 2], [1, 5, 10, 0]),
    gradient: operand(backend, [1, outputSteps, 2], e),
  };
  const types = {
    x: typeOf(operands.x),
    depthwise: typeOf(operands.depthwise, [0, 1, 2]),
    gradient: typeOf(operands.gradient),
  };
  const outputs = {
    x: operand(backend, [1, 3, 1]),
    depthwise: operand(backend, [2, 1, 2]),
    bias: operand(backend, [2]),
  };
  return { backend, operands, types, outputs };
}

const wantsNothing = { wantsX: false, wantsDepthwise: false, wantsBias: false };
const wantsAll = { wantsX: true, wantsDepthwise: true, wantsBias: true };

test("all three gradients", async () => {
  const { backend, operands, types, outputs } = await setUp(2, [2, 1, 3, 4]);
  const attrs = { stride: 1, dilation: 1, ...wantsAll };
  planned(backend.plan("depthwiseConv1dGradient", attrs, types))(operands, outputs, { padLeft: 0 });
  expect(valuesOf(backend, outputs.bias)).toEqual([2 + 3, 1 + 4]);
  // Σ_o e[o, m]·x[o + j]
  expect(valuesOf(backend, outputs.depthwise)).toEqual([2 * 1 + 3 * 2, 1 * 1 + 4 * 2, 2 * 2 + 3 * 3, 1 * 2 + 4 * 3]);
  // The first tap's share of each output step, and the second one's a step later.
  expect(valuesOf(backend, outputs.x)).toEqual([2 * 1 + 1 * 5, 3 * 1 + 4 * 5 + 2 * 10, 3 * 10]);
});

test("what is not wanted is not written", async () => {
  const { backend, operands, types, outputs } = await setUp(2, [2, 1, 3, 4]);
  const attrs = { stride: 1, dilation: 1, ...wantsNothing, wantsBias: true };
  const launch = planned(backend.plan("depthwiseConv1dGradient", attrs, types));
  launch(operands, { bias: outputs.bias }, { padLeft: 0 });
  expect(valuesOf(backend, outputs.bias)).toEqual([5, 5]);
  expect(valuesOf(backend, outputs.depthwise)).toEqual(new Array(4).fill(Number.NaN));
  expect(valuesOf(backend, outputs.x)).toEqual(new Array(3).fill(Number.NaN));
});

test("without output steps the gradients are zeros", async () => {
  const { backend, operands, types, outputs } = await setUp(0, []);
  const attrs = { stride: 1, dilation: 1, ...wantsAll };
  planned(backend.plan("depthwiseConv1dGradient", attrs, types))(operands, outputs, { padLeft: 0 });
  for (const output of Object.values(outputs)) {
    expect(valuesOf(backend, output).every((value) => value === 0)).toBe(true);
  }
});
