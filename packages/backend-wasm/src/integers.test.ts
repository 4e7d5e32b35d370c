import { type DType, type Operand, type ReduceKind, reduceKinds } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operandOf, planned, typeOf, valuesOf } from "../test/operands.js";
import { createWasmBackend } from "./index.js";

describe.each(["int32", "bool"] as const)("%s", (dtype) => {
  test("moves as floats do", async () => {
    const backend = await createWasmBackend();
    const x = operandOf(backend, dtype, [2, 3], [1, 0, 0, 1, 1, 0]);
    const types = { x: typeOf(x) };
    const read = (y: Operand<number>) => valuesOf(backend, y);

    const turned = operandOf(backend, dtype, [3, 2]);
    planned(backend.plan("transpose", { permutation: [1, 0] }, types))({ x }, { y: turned }, {});
    expect(read(turned)).toEqual([1, 1, 0, 1, 0, 0]);

    const part = operandOf(backend, dtype, [2, 2]);
    planned(backend.plan("slice", {}, types))({ x }, { y: part }, { start: [0, 0], step: [1, 2] });
    expect(read(part)).toEqual([1, 0, 1, 0]);

    const padded = operandOf(backend, dtype, [3, 4]);
    planned(backend.plan("pad", {}, types))({ x }, { y: padded }, { low: [1, 1], interior: [0, 0] });
    expect(read(padded)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0]);

    const [a, b] = [{ ...x, shape: [2, 1, 3] }, operandOf(backend, dtype, [2, 1, 3], [1, 1, 1, 0, 0, 0])];
    const y = operandOf(backend, dtype, [2, 2, 3]);
    planned(backend.plan("concat", {}, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
    expect(read(y)).toEqual([1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  });
});

async function reduce(kind: ReduceKind, dtype: DType, shape: number[], values: number[]): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operandOf(backend, dtype, shape, values);
  const y = operandOf(backend, dtype, [shape[0] ?? 0, shape[2] ?? 0]);
  planned(backend.plan("reduce", { kind }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

describe("reductions", () => {
  const largest = 2 ** 31 - 1;

  test("of int32, whose sum wraps", async () => {
    const x = [largest, -3, 1, 5, 2, 7];
    expect(await reduce("sum", "int32", [2, 3, 1], x)).toEqual([largest - 2, 14]);
    expect(await reduce("sum", "int32", [1, 3, 2], x)).toEqual([-(2 ** 31) + 2, 9]);
    expect(await reduce("max", "int32", [2, 3, 1], x)).toEqual([largest, 7]);
    expect(await reduce("min", "int32", [1, 2, 3], x)).toEqual([5, -3, 1]);
    expect(await reduce("max", "int32", [1, 2, 5], [1, 2, 3, 4, 5, 5, 4, 3, 2, 1])).toEqual([5, 4, 3, 4, 5]);
  });

  test("of bool", async () => {
    expect(await reduce("max", "bool", [2, 3, 1], [0, 1, 0, 0, 0, 0])).toEqual([1, 0]);
    expect(await reduce("min", "bool", [1, 2, 5], [1, 1, 0, 1, 1, 1, 0, 0, 1, 1])).toEqual([1, 0, 0, 1, 1]);
  });

  test("over nothing", async () => {
    const kinds = reduceKinds.filter((kind) => kind !== "mean");
    const over = (dtype: DType) =>
      Promise.all(kinds.map(async (kind) => (await reduce(kind, dtype, [1, 0, 1], []))[0]));
    expect(await over("int32")).toEqual([0, -(2 ** 31), largest]);
    expect(await over("bool")).toEqual([0, 0, 1]);
  });
});

test("functions of two integers, which wrap", async () => {
  const backend = await createWasmBackend();
  const a = operandOf(backend, "int32", [5], [2 ** 31 - 1, -7, 65_537, 1, 2]);
  const b = operandOf(backend, "int32", [5], [1, 3, 65_537, -1, 0]);
  const y = operandOf(backend, "int32", [5]);
  const apply = (kind: "add" | "sub" | "mul" | "maximum" | "minimum") => {
    planned(backend.plan("binary", { kind }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
    return valuesOf(backend, y);
  };
  expect(apply("add")).toEqual([-(2 ** 31), -4, 131_074, 0, 2]);
  expect(apply("sub")).toEqual([2 ** 31 - 2, -10, 0, 2, 2]);
  expect(apply("mul")).toEqual([2 ** 31 - 1, -21, 131_073, -1, 0]);
  expect(apply("maximum")).toEqual([2 ** 31 - 1, 3, 65_537, 1, 2]);
  expect(apply("minimum")).toEqual([1, -7, 65_537, -1, 0]);
});

test("functions of two truth values: or, and", async () => {
  const backend = await createWasmBackend();
  const a = operandOf(backend, "bool", [2, 3], [0, 0, 1, 1, 0, 1]);
  const b = operandOf(backend, "bool", [2, 1], [0, 1]);
  const y = operandOf(backend, "bool", [2, 3]);
  for (const [kind, expected] of [
    ["maximum", [0, 0, 1, 1, 1, 1]],
    ["minimum", [0, 0, 0, 1, 0, 1]],
  ] as const) {
    planned(backend.plan("binary", { kind }, { a: typeOf(a), b: typeOf(b) }))({ a, b }, { y }, {});
    expect(valuesOf(backend, y)).toEqual(expected);
  }
});
