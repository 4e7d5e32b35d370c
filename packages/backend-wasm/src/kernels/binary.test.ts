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

  test("rows of any length, and as many as are done together", async () => {
    for (const columns of [1, 2, 3, 5, 6, 8, 12, 17, 31, 64, 67]) {
      for (const rows of [1, 7, 331]) {
        const values = Array.from({ length: rows * columns }, (_, index) => index);
        const all: Value = { shape: [rows, columns], values };
        const row: Value = { shape: [columns], values: values.slice(0, columns).map((value) => value * 1000) };
        const column: Value = { shape: [rows, 1], values: values.slice(0, rows).map((value) => value * 10) };
        const ofRow = values.map((value, index) => value - (row.values[index % columns] ?? Number.NaN));
        const ofColumn = values.map(
          (value, index) => value - (column.values[Math.floor(index / columns)] ?? Number.NaN),
        );
        expect(await apply("sub", all, row)).toEqual(ofRow);
        expect(await apply("sub", row, all)).toEqual(ofRow.map((value) => 0 - value));
        expect(await apply("sub", all, column)).toEqual(ofColumn);
        expect(await apply("sub", column, all)).toEqual(ofColumn.map((value) => 0 - value));
      }
    }
  });

  test("writes no element too many, of any length from 0 to 20", async () => {
    for (let length = 0; length < 21; length++) {
      const backend = await createWasmBackend();
      const a = operand(backend, [3, length], new Array(3 * length).fill(1));
      for (const shape of [[3, length], [length], [3, 1], []]) {
        const b = operand(backend, shape, new Array(shape.reduce((product, extent) => product * extent, 1)).fill(2));
        const whole = operand(backend, [3 * length + 8]);
        const y = { ...whole, byteOffset: 16, shape: [3, length] };
        planned(backend.plan("binary", { kind: "add" }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
        const outside = new Array(4).fill(Number.NaN);
        expect(valuesOf(backend, whole)).toEqual([...outside, ...new Array(3 * length).fill(3), ...outside]);
      }
    }
  });
});
