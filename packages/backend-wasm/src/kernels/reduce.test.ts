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

  test.each(reduceKinds)("%s of any number of rows and columns", async (kind) => {
    for (const [outer, count, inner] of [...sizes(1), ...sizes(3), ...sizes(6), ...sizes(17)]) {
      const values = randomValues(outer * count * inner, count * 100 + inner);
      const results = await reduce(kind, [outer, count, inner], values);
      expect(results).toEqual(reduced(kind, outer, count, inner, values));
    }
  });

  test.each(["max", "min"] as const)("%s finds NaN wherever it is", async (kind) => {
    for (const inner of [1, 3]) {
      for (let place = 0; place < 20; place++) {
        const values = Float32Array.from({ length: 20 * inner }, (_, index) => index);
        values[place * inner] = Number.NaN;
        expect((await reduce(kind, [1, 20, inner], values))[0]).toBeNaN();
      }
    }
  });
});

function sizes(inner: number): (readonly [number, number, number])[] {
  return [1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31].map((count) => [2, count, inner] as const);
}

/** Multiples of 1/16: their sums are exact. */
function randomValues(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 20) / 16 - 128;
  });
}

function reduced(kind: ReduceKind, outer: number, count: number, inner: number, values: Float32Array): number[] {
  return Array.from({ length: outer * inner }, (_, index) => {
    const first = Math.floor(index / inner) * count * inner + (index % inner);
    const column = Array.from({ length: count }, (_, k) => values[first + k * inner] ?? Number.NaN);
    if (kind === "max") return Math.max(...column);
    if (kind === "min") return Math.min(...column);
    const total = column.reduce((sum, value) => sum + value, 0);
    return Math.fround(kind === "mean" ? total / count : total);
  });
}
