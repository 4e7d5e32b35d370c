import type { Shape } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function scatterAdd(shape: Shape, values: number[], places: number[], n: number): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operandOf(backend, "float32", shape, values);
  const indices = operandOf(backend, "int32", [places.length], places);
  const y = operandOf(backend, "float32", [shape[0] ?? 0, n, shape[2] ?? 0]);
  planned(backend.plan("scatterAdd", {}, { x: typeOf(x), indices: typeOf(indices) }))({ x, indices }, { y }, {});
  return valuesOf(backend, y);
}

test("adds what has one place, and leaves zeros", async () => {
  expect(await scatterAdd([1, 3, 2], [1, 2, 3, 4, 5, 6], [2, 0, 2], 3)).toEqual([3, 4, 0, 0, 6, 8]);
  expect(await scatterAdd([2, 2, 1], [1, 2, 3, 4], [0, 0], 1)).toEqual([3, 7]);
  expect(await scatterAdd([1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1], 2)).toEqual([
    0, 0, 0, 0, 0, 7, 9, 11, 13, 15,
  ]);
});

test("a place outside adds nothing", async () => {
  expect(await scatterAdd([1, 3, 1], [1, 2, 4], [-1, 1, 2], 2)).toEqual([0, 2]);
  expect(await scatterAdd([1, 0, 1], [], [], 2)).toEqual([0, 0]);
});
