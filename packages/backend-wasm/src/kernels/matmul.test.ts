import { expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

test.each([
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
])("matmul with %o", async ({ transposeA, transposeB }) => {
  const backend = await createWasmBackend();
  // Two products of [1, 2] with [2, 3].
  const a = operand(backend, transposeA ? [2, 2, 1] : [2, 1, 2], [1, 2, 3, 4]);
  const rows = [1, 2, 3, 4, 5, 6];
  const columns = [1, 4, 2, 5, 3, 6];
  const values = transposeB ? columns : rows;
  const b = operand(backend, transposeB ? [2, 3, 2] : [2, 2, 3], [...values, ...values.map((value) => -value)]);
  const y = operand(backend, [2, 1, 3]);
  planned(backend.plan("matmul", { transposeA, transposeB }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
  expect(valuesOf(backend, y)).toEqual([9, 12, 15, -19, -26, -33]);
});

test("a product over nothing is 0", async () => {
  const backend = await createWasmBackend();
  const a = operand(backend, [1, 2, 0]);
  const b = operand(backend, [1, 0, 2]);
  const y = operand(backend, [1, 2, 2]);
  const attrs = { transposeA: false, transposeB: false };
  planned(backend.plan("matmul", attrs, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
  expect(valuesOf(backend, y)).toEqual([0, 0, 0, 0]);
});
