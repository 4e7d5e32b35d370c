import type { DType } from "@sepconv/backend";
import { expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function select(dtype: DType, chosen: number[], a: number[], b: number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const shape = [chosen.length];
  const operands = {
    condition: operandOf(backend, "bool", shape, chosen),
    a: operandOf(backend, dtype, shape, a),
    b: operandOf(backend, dtype, shape, b),
  };
  const y = operandOf(backend, dtype, shape);
  const types = { condition: typeOf(operands.condition), a: typeOf(operands.a), b: typeOf(operands.b) };
  planned(backend.plan("select", {}, types))(operands, { y }, {});
  return valuesOf(backend, y);
}

test("what is not chosen does not count", async () => {
  const { NaN: nan } = Number;
  expect(await select("float32", [1, 0, 1, 0, 1], [1, nan, 3, nan, -0], [nan, 2, nan, 4, nan])).toEqual([
    1, 2, 3, 4, -0,
  ]);
});

test("integers and truth values", async () => {
  const large = 2 ** 31 - 1;
  expect(await select("int32", [0, 1, 1], [1, large, 3], [-large, 5, 6])).toEqual([-large, large, 3]);
  expect(await select("bool", [1, 1, 0, 0, 1], [0, 1, 0, 1, 1], [1, 0, 1, 0, 0])).toEqual([0, 1, 1, 0, 1]);
});
