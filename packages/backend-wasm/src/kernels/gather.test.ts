import type { DType, Shape } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function gather(dtype: DType, shape: Shape, values: number[], rows: number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operandOf(backend, dtype, shape, values);
  const indices = operandOf(backend, "int32", [rows.length], rows);
  const y = operandOf(backend, dtype, [shape[0] ?? 0, rows.length, shape[2] ?? 0]);
  planned(backend.plan("gather", {}, { x: typeOf(x), indices: typeOf(indices) }))({ x, indices }, { y }, {});
  return valuesOf(backend, y);
}

test("rows in any order, and again", async () => {
  expect(await gather("float32", [1, 3, 2], [1, 2, 3, 4, 5, 6], [2, 0, 2])).toEqual([5, 6, 1, 2, 5, 6]);
  expect(await gather("int32", [2, 2, 1], [1, 2, 3, 4], [1])).toEqual([2, 4]);
  expect(await gather("bool", [1, 2, 3], [0, 1, 1, 1, 0, 0], [1, 0])).toEqual([1, 0, 0, 0, 1, 1]);
});

test("where there is no such row NaN, or 0 for integers", async () => {
  const { NaN: nan } = Number;
  expect(await gather("float32", [1, 2, 2], [1, 2, 3, 4], [-1, 1, 2])).toEqual([nan, nan, 3, 4, nan, nan]);
  expect(await gather("int32", [1, 2, 1], [1, 2], [-1, 1, 2])).toEqual([0, 2, 0]);
  expect(await gather("bool", [1, 1, 1], [1], [2 ** 31 - 1, 0])).toEqual([0, 1]);
});
