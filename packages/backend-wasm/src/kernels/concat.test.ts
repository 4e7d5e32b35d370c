import type { Shape } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function concat(shapeA: Shape, a: number[], shapeB: Shape, b: number[], shape: Shape): Promise<number[]> {
  const backend = await createWasmBackend();
  const operands = { a: operand(backend, shapeA, a), b: operand(backend, shapeB, b) };
  const y = operand(backend, shape);
  planned(backend.plan("concat", {}, { a: typeOf(operands.a), b: typeOf(operands.b) }))(operands, { y }, {});
  return valuesOf(backend, y);
}

test("one behind the other", async () => {
  expect(await concat([1, 2, 1], [1, 2], [1, 1, 1], [3], [1, 3, 1])).toEqual([1, 2, 3]);
});

test("row by row", async () => {
  expect(await concat([2, 1, 2], [1, 2, 3, 4], [2, 2, 2], [5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2])).toEqual([
    1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12,
  ]);
});

test("behind nothing", async () => {
  expect(await concat([2, 0, 1], [], [2, 1, 1], [1, 2], [2, 1, 1])).toEqual([1, 2]);
});
