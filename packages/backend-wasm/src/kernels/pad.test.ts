import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

test("zeros around, between and behind", async () => {
  const backend = await createWasmBackend();
  const x = operand(backend, [2, 3], [1, 2, 3, 4, 5, 6]);
  const y = operand(backend, [4, 7]);
  const dynamic = { low: [1, 1], interior: [0, 1] };
  planned(backend.plan("pad", {}, { x: typeOf(x) }))({ x }, { y }, dynamic);
  const rows = [
    [0, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 2, 0, 3, 0],
    [0, 4, 0, 5, 0, 6, 0],
    [0, 0, 0, 0, 0, 0, 0],
  ];
  expect(valuesOf(backend, y)).toEqual(rows.flat());
});

test("nothing in zeros is zeros", async () => {
  const backend = await createWasmBackend();
  const x = operand(backend, [0]);
  const y = operand(backend, [3]);
  planned(backend.plan("pad", {}, { x: typeOf(x) }))({ x }, { y }, { low: [3], interior: [0] });
  expect(valuesOf(backend, y)).toEqual([0, 0, 0]);
});
