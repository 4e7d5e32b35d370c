import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function slice(y: readonly number[], start: readonly number[], step: readonly number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operand(backend, [3, 4], [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23]);
  const output = operand(backend, y);
  planned(backend.plan("slice", {}, { x: typeOf(x) }))({ x }, { y: output }, { start, step });
  return valuesOf(backend, output);
}

test("a part", async () => {
  expect(await slice([2, 2], [1, 1], [1, 1])).toEqual([11, 12, 21, 22]);
});

test("every second element", async () => {
  expect(await slice([2, 2], [0, 1], [2, 2])).toEqual([1, 3, 21, 23]);
});

test("a step of 0 repeats", async () => {
  expect(await slice([3, 2], [2, 3], [0, 0])).toEqual([23, 23, 23, 23, 23, 23]);
  expect(await slice([2, 4], [1, 0], [0, 1])).toEqual([10, 11, 12, 13, 10, 11, 12, 13]);
});
