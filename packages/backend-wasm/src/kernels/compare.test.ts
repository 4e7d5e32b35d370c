import { broadcastShapes, type CompareKind, type DType, type Shape } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

interface Value {
  readonly shape: Shape;
  readonly values: readonly number[];
}

async function compare(kind: CompareKind, dtype: DType, left: Value, right: Value): Promise<number[]> {
  const backend = await createWasmBackend();
  const a = operandOf(backend, dtype, left.shape, left.values);
  const b = operandOf(backend, dtype, right.shape, right.values);
  const y = operandOf(backend, "bool", broadcastShapes("compare", left.shape, right.shape));
  planned(backend.plan("compare", { kind }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
  return valuesOf(backend, y);
}

const vector = (...values: number[]): Value => ({ shape: [values.length], values });

test.each(["float32", "int32"] as const)("each kind, of %s", async (dtype) => {
  const a = vector(1, 2, 3, -4, 5);
  const b = vector(1, 3, 2, -4, -5);
  expect(await compare("equal", dtype, a, b)).toEqual([1, 0, 0, 1, 0]);
  expect(await compare("notEqual", dtype, a, b)).toEqual([0, 1, 1, 0, 1]);
  expect(await compare("greater", dtype, a, b)).toEqual([0, 0, 1, 0, 1]);
  expect(await compare("greaterEqual", dtype, a, b)).toEqual([1, 0, 1, 1, 1]);
  expect(await compare("less", dtype, a, b)).toEqual([0, 1, 0, 0, 0]);
  expect(await compare("lessEqual", dtype, a, b)).toEqual([1, 1, 0, 1, 0]);
});

test("truth values", async () => {
  expect(await compare("less", "bool", vector(0, 0, 1, 1, 0), vector(0, 1, 0, 1, 1))).toEqual([0, 1, 0, 0, 1]);
});

test("with NaN all but notEqual are false", async () => {
  const a = vector(Number.NaN, 1, Number.NaN);
  const b = vector(Number.NaN, Number.NaN, 1);
  for (const kind of ["equal", "greater", "greaterEqual", "less", "lessEqual"] as const) {
    expect(await compare(kind, "float32", a, b)).toEqual([0, 0, 0]);
  }
  expect(await compare("notEqual", "float32", a, b)).toEqual([1, 1, 1]);
});

test("stretched rows and columns", async () => {
  const column = { shape: [2, 1], values: [2, 3] };
  expect(await compare("less", "int32", column, vector(1, 2, 3, 4, 5))).toEqual([0, 0, 1, 1, 1, 0, 0, 0, 1, 1]);
  expect(await compare("equal", "bool", vector(0, 1, 1, 0, 1), { shape: [], values: [1] })).toEqual([0, 1, 1, 0, 1]);
});
