import { type ReduceKind, reduceKinds, type Shape } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function reduce(kind: ReduceKind, shape: Shape, values: readonly number[] | Float32Array): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operand(backend, shape, values);
  const y = operand(backend, [shape[0] ?? 0, shape[2] ?? 0]);
  planned(backend.plan("reduce", { kind }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

describe("reduce", () => {
  const x = [1, -2, 3, 4, 5, -6, 7, 8, -9, 10, 11, 12];

  test("over the last axis", async () => {
    expect(await reduce("sum", [2, 6, 1], x)).toEqual([5, 39]);
    expect(await reduce("mean", [2, 6, 1], x)).toEqual([5 / 6, 6.5].map(Math.fround));
    expect(await reduce("max", [2, 6, 1], x)).toEqual([5, 12]);
    expect(await reduce("min", [2, 6, 1], x)).toEqual([-6, -9]);
  });

  test("over a middle axis", async () => {
    expect(await reduce("sum", [2, 2, 3], x)).toEqual([5, 3, -3, 17, 19, 3]);
    expect(await reduce("mean", [2, 2, 3], x)).toEqual([2.5, 1.5, -1.5, 8.5, 9.5, 1.5]);
    expect(await reduce("max", [2, 2, 3], x)).toEqual([4, 5, 3, 10, 11, 12]);
    expect(await reduce("min", [1, 2, 6], x)).toEqual([1, -2, -9, 4, 5, -6]);
  });

  test.each([
    ["sum", 0],
    ["mean", Number.NaN],
    ["max", -Infinity],
    ["min", Infinity],
  ] as const)("%s over nothing is %s", async (kind, expected) => {
    expect(await reduce(kind, [1, 0, 1], [])).toEqual([expected]);
    expect(await reduce(kind, [1, 0, 2], [])).toEqual([expected, expected]);
  });

  test.each(reduceKinds)("%s keeps NaN", async (kind) => {
    expect(await reduce(kind, [1, 3, 1], [1, Number.NaN, 2])).toEqual([Number.NaN]);
    expect(await reduce(kind, [1, 2, 2], [1, Number.NaN, 2, 3])).toEqual([expect.any(Number), Number.NaN]);
  });

  test("a long sum is rounded once", async () => {
    const values = new Float32Array(1_000_000).fill(0.1);
    expect(await reduce("sum", [1, 1_000_000, 1], values)).toEqual([Math.fround(1_000_000 * Math.fround(0.1))]);
  });
});
