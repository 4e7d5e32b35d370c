import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function transpose(shape: readonly number[], permutation: readonly number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const length = shape.reduce((product, extent) => product * extent, 1);
  const x = operand(
    backend,
    shape,
    Array.from({ length }, (_, index) => index),
  );
  const y = operand(
    backend,
    permutation.map((axis) => shape[axis] ?? Number.NaN),
  );
  planned(backend.plan("transpose", { permutation }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

test("rows and columns", async () => {
  expect(await transpose([2, 3], [1, 0])).toEqual([0, 3, 1, 4, 2, 5]);
});

test("steps and channels of a batch", async () => {
  expect(await transpose([2, 2, 3], [0, 2, 1])).toEqual([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
});

test("all axes of four", async () => {
  expect(await transpose([2, 2, 2, 2], [3, 2, 1, 0])).toEqual([0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]);
});

test("no axes", async () => {
  expect(await transpose([], [])).toEqual([0]);
});
