import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

test.each([
  [false, false, [1, 2, 4, 6, 9, 12, 7, 8, 16, 18, 27, 30]],
  [true, false, [0, 0, 1, 2, 4, 6, 0, 0, 7, 8, 16, 18]],
  [false, true, [9, 12, 8, 10, 5, 6, 27, 30, 20, 22, 11, 12]],
  [true, true, [8, 10, 5, 6, 0, 0, 20, 22, 11, 12, 0, 0]],
])("running sums, exclusive %s, reverse %s", async (exclusive, reverse, expected) => {
  const backend = await createWasmBackend();
  const x = operand(backend, [2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const y = operand(backend, [2, 3, 2]);
  planned(backend.plan("cumsum", { exclusive, reverse }, { x: typeOf(x) }))({ x }, { y }, {});
  expect(valuesOf(backend, y)).toEqual(expected);
});
