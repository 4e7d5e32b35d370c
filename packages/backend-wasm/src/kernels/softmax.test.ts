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

test("rows of −∞ alone are NaN, others give it 0", async () => {
  const infinity = Number.POSITIVE_INFINITY;
  expect(await softmax(2, [-infinity, -infinity, -infinity, 1])).toEqual([Number.NaN, Number.NaN, 0, 1]);
});

test("rows of any length are within two units in the last place", async () => {
  let state = 1;
  for (let length = 1; length < 40; length++) {
    const values = Float32Array.from({ length: 3 * length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 28 - 8;
    });
    const y = await softmax(3, [...values]);
    expect(y.length).toBe(3 * length);
    for (let row = 0; row < 3; row++) {
      const x = values.slice(row * length, (row + 1) * length);
      const total = x.reduce((sum, value) => sum + Math.exp(value), 0);
      x.forEach((value, index) => {
        const wanted = Math.exp(value) / total;
        const unit = 2 ** (Math.floor(Math.log2(wanted)) - 23);
        expect(Math.abs((y[row * length + index] ?? Number.NaN) - wanted) / unit).toBeLessThan(2);
      });
    }
  }
});
