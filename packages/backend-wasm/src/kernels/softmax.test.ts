import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function softmax(rows: number, values: readonly number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operand(backend, [rows, values.length / rows], values);
  const y = operand(backend, x.shape);
  planned(backend.plan("softmax", {}, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

test("softmax of each row", async () => {
  const y = await softmax(2, [0, Math.log(3), 5, 5]);
  expect(y.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.25, 0.75, 0.5, 0.5]);
});

test("large values do not overflow", async () => {
  expect(await softmax(1, [1e30, 1e30, -1e30, 0])).toEqual([0.5, 0.5, 0, 0]);
});

test("a row with NaN is NaN, the others are not", async () => {
  expect(await softmax(2, [Number.NaN, 1, 2, 2])).toEqual([Number.NaN, Number.NaN, 0.5, 0.5]);
});
