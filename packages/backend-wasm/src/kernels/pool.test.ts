import type { PoolKind, Shape } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padLeft: number;
  readonly outputSteps: number;
}

async function pool(kind: PoolKind, shape: Shape, values: readonly number[], window: Window): Promise<number[]> {
  const { size, stride, padLeft, outputSteps } = window;
  const backend = await createWasmBackend();
  const x = operand(backend, shape, values);
  const y = operand(backend, [shape[0] ?? 0, outputSteps, shape[2] ?? 0]);
  planned(backend.plan("pool", { kind, size, stride }, { x: typeOf(x) }))({ x }, { y }, { padLeft });
  return valuesOf(backend, y);
}

describe("pool", () => {
  const x = [1, -5, 2, 7, -3, 4, 8, -1];

  test("of windows inside", async () => {
    const window = { size: 2, stride: 2, padLeft: 0, outputSteps: 2 };
    expect(await pool("maxPool1d", [2, 4, 1], x, window)).toEqual([1, 7, 4, 8]);
    expect(await pool("averagePool1d", [2, 4, 1], x, window)).toEqual([-2, 4.5, 0.5, 3.5]);
    expect(await pool("maxPool1d", [1, 4, 2], x, window)).toEqual([2, 7, 8, 4]);
  });

  test("padding does not count", async () => {
    const window = { size: 3, stride: 2, padLeft: 1, outputSteps: 4 };
    expect(await pool("averagePool1d", [1, 8, 1], x, window)).toEqual([-2, 4 / 3, 8 / 3, 11 / 3].map(Math.fround));
    expect(await pool("maxPool1d", [1, 1, 3], [-1, -2, -3], { ...window, outputSteps: 1 })).toEqual([-1, -2, -3]);
  });

  test("of more channels than a vector holds", async () => {
    const values = Array.from({ length: 14 }, (_, index) => index % 9);
    const window = { size: 2, stride: 1, padLeft: 0, outputSteps: 1 };
    expect(await pool("maxPool1d", [1, 2, 7], values, window)).toEqual([7, 8, 2, 3, 4, 5, 6]);
    expect(await pool("averagePool1d", [1, 2, 7], values, window)).toEqual([3.5, 4.5, 1, 2, 3, 4, 5]);
  });

  test("a size beyond 32 bits holds all steps", async () => {
    const window = { size: 2 ** 40, stride: 2 ** 40, padLeft: 2 ** 39, outputSteps: 1 };
    expect(await pool("averagePool1d", [1, 4, 1], [1, 2, 3, 4], window)).toEqual([2.5]);
  });

  test.each(["maxPool1d", "averagePool1d"] as const)("%s keeps NaN", async (kind) => {
    const window = { size: 2, stride: 1, padLeft: 0, outputSteps: 3 };
    const y = await pool(kind, [1, 4, 1], [1, Number.NaN, -Infinity, -Infinity], window);
    expect(y).toEqual([Number.NaN, Number.NaN, -Infinity]);
  });
});
