import { type UnaryKind, unaryKinds } from "@sepconv/backend";
import { describe, expect, test } from "vitest";
import { operand, planned, typeOf, valuesOf } from "../../test/operands.js";
import { createWasmBackend } from "../index.js";

async function apply(kind: UnaryKind, values: readonly number[] | Float32Array): Promise<number[]> {
  const backend = await createWasmBackend();
  const x = operand(backend, [values.length], values);
  const y = operand(backend, [values.length]);
  planned(backend.plan("unary", { kind }, { x: typeOf(x) }))({ x }, { y }, {});
  return valuesOf(backend, y);
}

const infinities = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

const limits: { readonly [Kind in UnaryKind]: readonly [atMinusInfinity: number, atInfinity: number] } = {
  neg: [Infinity, -Infinity],
  abs: [Infinity, Infinity],
  square: [Infinity, Infinity],
  sqrt: [Number.NaN, Infinity],
  rsqrt: [Number.NaN, 0],
  exp: [0, Infinity],
  log: [Number.NaN, Infinity],
  step: [0, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  leakyRelu: [-Infinity, Infinity],
  elu: [-1, Infinity],
  selu: [Math.fround(-1.7580993408473766), Infinity],
  sigmoid: [0, 1],
  tanh: [-1, 1],
  hardSigmoid: [0, 1],
  softplus: [0, Infinity],
  // ∞/∞, as in TensorFlow: the formula, not its limit.
  softsign: [Number.NaN, Number.NaN],
  silu: [Number.NaN, Infinity],
};

describe.each(unaryKinds)("%s", (kind) => {
  test("has the values of its formula at ±∞, and keeps NaN", async () => {
    const [lowest, highest, ofNaN] = await apply(kind, [...infinities, Number.NaN]);
    expect([lowest, highest]).toEqual(limits[kind]);
    expect(ofNaN).toEqual(kind === "step" ? 0 : Number.NaN);
  });

  test("writes no element too many, of any length from 0 to 9", async () => {
    for (let length = 0; length < 10; length++) {
      const values = Array.from({ length }, (_, index) => index / 4 + 0.25);
      const [expected] = await apply(kind, [0.25]);
      const backend = await createWasmBackend();
      const x = operand(backend, [length], values);
      const whole = operand(backend, [length + 8]);
      const y = { ...whole, byteOffset: 16, shape: [length] };
      planned(backend.plan("unary", { kind }, { x: typeOf(x) }))({ x }, { y }, {});
      const written = valuesOf(backend, whole);
      expect(written.slice(0, 4)).toEqual(new Array(4).fill(Number.NaN));
      expect(written.slice(4 + length)).toEqual(new Array(4).fill(Number.NaN));
      expect(written.slice(4, 4 + length)).not.toContain(Number.NaN);
      if (length > 0) expect(written[4]).toBe(expected);
    }
  });
});

/** In float64, written to be accurate near 0. */
const precise: { readonly [Kind in UnaryKind]?: (x: number) => number } = {
  exp: Math.exp,
  log: Math.log,
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  silu: (x) => x / (1 + Math.exp(-x)),
  hardSigmoid: (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  softsign: (x) => x / (1 + Math.abs(x)),
};

/** Distance of neighbouring float32 numbers around a value. */
function unitInLastPlace(value: number): number {
  return 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 23, -149);
}

describe.each(Object.entries(precise))("%s, rounded once from float64", (name, exact) => {
  const kind = unaryKinds.find((candidate) => candidate === name);

  test("is within 0.501 units in the last place", async () => {
    const everywhere = Array.from({ length: 20_001 }, (_, index) => (index - 10_000) / 95);
    const nearZero = everywhere.map((value) => Math.sign(value) * 10 ** (-Math.abs(value) / 3));
    const values = Float32Array.from([...everywhere, ...nearZero].filter((value) => kind !== "log" || value > 0));
    const results = await apply(kind ?? "neg", values);
    let worst = 0;
    results.forEach((result, index) => {
      const wanted = exact(values[index] ?? Number.NaN);
      if (Math.abs(wanted) > 3.4e38 && result === Math.sign(wanted) * Infinity) return;
      if (wanted === 0 && result === 0) return;
      worst = Math.max(worst, Math.abs(result - wanted) / unitInLastPlace(wanted));
    });
    expect(worst).toBeLessThan(0.501);
  });
});

test("the arithmetic kinds", async () => {
  const x = [-2, -0.5, 0, 0.25, 4, 9];
  expect(await apply("neg", x)).toEqual([2, 0.5, -0, -0.25, -4, -9]);
  expect(await apply("abs", x)).toEqual([2, 0.5, 0, 0.25, 4, 9]);
  expect(await apply("square", x)).toEqual([4, 0.25, 0, 0.0625, 16, 81]);
  expect(await apply("sqrt", x)).toEqual([Number.NaN, Number.NaN, 0, 0.5, 2, 3]);
  expect(await apply("rsqrt", x)).toEqual([Number.NaN, Number.NaN, Infinity, 2, 0.5, Math.fround(1 / 3)]);
  expect(await apply("step", x)).toEqual([0, 0, 0, 1, 1, 1]);
  expect(await apply("relu", x)).toEqual([0, 0, 0, 0.25, 4, 9]);
  expect(await apply("relu6", x)).toEqual([0, 0, 0, 0.25, 4, 6]);
  expect(await apply("leakyRelu", x)).toEqual([-0.4, -0.1, 0, 0.25, 4, 9].map(Math.fround));
  expect(await apply("log", [0, -0, 1, 2 ** -149])).toEqual([
    -Infinity,
    -Infinity,
    0,
    Math.fround(Math.log(2 ** -149)),
  ]);
});
