import { type BinaryKind, broadcastShapes, type Shape } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

interface Value {
  readonly shape: Shape;
  readonly values: readonly number[];
}

async function apply(kind: BinaryKind, left: Value, right: Value): Promise<number[]> {
  const backend = await createWasmBackend();
  const a = operand(backend, left.shape, left.values);
  const b = operand(backend, right.shape, right.values);
  const y = operand(backend, broadcastShapes("binary", left.shape, right.shape));
  planned(backend.plan("binary", { kind }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
  return valuesOf(backend, y);
}

const vector = (...values: number[]): Value => ({ shape: [values.length], values });

describe("binary", () => {
  test("each kind", async () => {
    const a = vector(1, 2, 3, -4, 5);
    const b = vector(4, 2, -1, -8, 0);
    expect(await apply("add", a, b)).toEqual([5, 4, 2, -12, 5]);
    expect(await apply("sub", a, b)).toEqual([-3, 0, 4, 4, 5]);
    expect(await apply("mul", a, b)).toEqual([4, 4, -3, 32, 0]);
    expect(await apply("div", a, b)).toEqual([0.25, 1, -3, 0.5, Infinity]);
    expect(await apply("maximum", a, b)).toEqual([4, 2, 3, -4, 5]);
    expect(await apply("minimum", a, b)).toEqual([1, 2, -1, -8, 0]);
  });

  test.each(["maximum", "minimum"] as const)("%s is NaN where either operand is", async (kind) => {
    const y = await apply(kind, vector(Number.NaN, 1, Number.NaN), vector(1, Number.NaN, Number.NaN));
    expect(y).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("a scalar on either side", async () => {
    const scalar: Value = { shape: [], values: [10] };
    expect(await apply("sub", vector(1, 2, 3, 4, 5), scalar)).toEqual([-9, -8, -7, -6, -5]);
    expect(await apply("sub", scalar, vector(1, 2, 3, 4, 5))).toEqual([9, 8, 7, 6, 5]);
    expect(await apply("sub", scalar, scalar)).toEqual([0]);
  });

  test("stretched rows and columns", async () => {
    const column: Value = { shape: [2, 1], values: [10, 20] };
    expect(await apply("add", column, vector(1, 2, 3))).toEqual([11, 12, 13, 21, 22, 23]);
  });

  test("more loops than compiled code runs", async () => {
    const a: Value = { shape: [2, 1, 2, 1], values: [1, 2, 3, 4] };
    const b: Value = { shape: [1, 2, 1, 2], values: [10, 20, 30, 40] };
    const y = await apply("add", a, b);
    expect(y).toEqual([11, 21, 12, 22, 31, 41, 32, 42, 13, 23, 14, 24, 33, 43, 34, 44]);
  });
});
