import type { DType } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function cast(from: DType, to: DType, values: number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operandOf(backend, from, [values.length], values);
  const y = operandOf(backend, to, [values.length]);
  planned(backend.plan("cast", { dtype: to }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

test("a float is cut towards zero", async () => {
  expect(await cast("float32", "int32", [1.9, -1.9, 0.5, -0.5, 70_000.7])).toEqual([1, -1, 0, 0, 70_000]);
});

test("what is not 0 is true", async () => {
  expect(await cast("float32", "bool", [0, -0, 1e-40, Number.NaN, -3])).toEqual([0, 0, 1, 1, 1]);
  expect(await cast("int32", "bool", [0, 1, -(2 ** 31), 256, 0])).toEqual([0, 1, 1, 1, 0]);
});

test("integers and truth values are numbers", async () => {
  expect(await cast("int32", "float32", [0, -7, 2 ** 24 + 1, 1, 2])).toEqual([0, -7, 2 ** 24, 1, 2]);
  expect(await cast("bool", "float32", [0, 1, 1, 0, 1])).toEqual([0, 1, 1, 0, 1]);
  expect(await cast("bool", "int32", [0, 1, 1])).toEqual([0, 1, 1]);
});

test.each(["float32", "int32", "bool"] as const)("%s to itself", async (dtype) => {
  expect(await cast(dtype, dtype, [1, 0, 1, 1, 0])).toEqual([1, 0, 1, 1, 0]);
});
