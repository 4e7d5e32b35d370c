import type { ArgReduceKind, DType, Shape } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function argReduce(kind: ArgReduceKind, dtype: DType, shape: Shape, values: number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operandOf(backend, dtype, shape, values);
  const y = operandOf(backend, "int32", [shape[0] ?? 0, shape[2] ?? 0]);
  planned(backend.plan("argReduce", { kind }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

test.each(["float32", "int32"] as const)("of %s, over the last and a middle axis", async (dtype) => {
  const x = [3, -1, 7, 7, 2, -9];
  expect(await argReduce("argMax", dtype, [2, 3, 1], x)).toEqual([2, 0]);
  expect(await argReduce("argMin", dtype, [2, 3, 1], x)).toEqual([1, 2]);
  expect(await argReduce("argMax", dtype, [1, 2, 3], x)).toEqual([1, 1, 0]);
  const wide = [1, 2, 3, 4, 5, 5, 4, 3, 2, 1];
  expect(await argReduce("argMin", dtype, [1, 2, 5], wide)).toEqual([0, 0, 0, 1, 1]);
});

test("the first of several", async () => {
  expect(await argReduce("argMax", "float32", [1, 4, 1], [1, 3, 3, 1])).toEqual([1]);
  expect(await argReduce("argMin", "bool", [1, 4, 2], [1, 1, 0, 1, 0, 1, 1, 1])).toEqual([1, 0]);
});

test.each(["argMax", "argMin"] as const)("%s finds the first NaN", async (kind) => {
  expect(await argReduce(kind, "float32", [1, 4, 1], [1, Number.NaN, 5, Number.NaN])).toEqual([1]);
  expect(await argReduce(kind, "float32", [1, 3, 1], [Number.NaN, -Infinity, Infinity])).toEqual([0]);
});
