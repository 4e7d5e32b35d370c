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
  sign: [-1, 1],
  // −∞·0 and, for squareplus, ∞ − ∞.
  gelu: [Number.NaN, Infinity],
  geluTanh: [Number.NaN, Infinity],
  mish: [Number.NaN, Infinity],
  hardSilu: [Number.NaN, Infinity],
  squareplus: [Number.NaN, Infinity],
  hardSigmoidKeras2: [0, 1],
  softShrink: [-Infinity, Infinity],
  hardShrink: [-Infinity, Infinity],
  tanhShrink: [-Infinity, Infinity],
  hardTanh: [-1, 1],
  sparsePlus: [0, Infinity],
  sparseSigmoid: [0, 1],
  logSigmoid: [-Infinity, -0],
};

/** Chosen by comparisons, which NaN fails. */
const zeroForNaN: ReadonlySet<UnaryKind> = new Set(["step", "softShrink", "hardShrink"]);

describe.each(unaryKinds)("%s", (kind) => {
  test("has the values of its formula at ±∞ and for NaN", async () => {
    const [lowest, highest, ofNaN] = await apply(kind, [...infinities, Number.NaN]);
    expect([lowest, highest]).toEqual(limits[kind]);
    expect(ofNaN).toEqual(zeroForNaN.has(kind) ? 0 : Number.NaN);
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
  geluTanh: (x) => x / (1 + Math.exp(-1.5957691216057308 * (x + 0.044715 * x ** 3))),
  mish: (x) => mish(x, Math.exp(Math.min(x, 100))),
  hardSilu: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  hardSigmoidKeras2: (x) => Math.min(Math.max((x + 2.5) / 5, 0), 1),
  squareplus: (x) => (x < 0 ? 2 / (Math.hypot(x, 2) - x) : (Math.hypot(x, 2) + x) / 2),
  tanhShrink,
  gelu: (x) => x * normalDistribution(x),
  sparsePlus: (x) => (x <= -1 ? 0 : x < 1 ? (x + 1) ** 2 / 4 : x),
  logSigmoid: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
};

/** x·tanh ln(1 + w) with w = eˣ. */
function mish(x: number, w: number): number {
  return (x * (w + 2)) / (w + 2 + 2 / w);
}

/** (x·cosh x − sinh x) / cosh x, with the series of its numerator near 0. */
function tanhShrink(x: number): number {
  if (Math.abs(x) > 1) return x - Math.tanh(x);
  let power = x;
  let sum = 0;
  for (let n = 1; n < 12; n++) {
    power *= (x * x) / (2 * n * (2 * n + 1));
    sum += 2 * n * power;
  }
  return sum / Math.cosh(x);
}

/** The share below x: 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …) near 0, φ(a) / (a + 1/(a + 2/(a + …))) in the tail. */
function normalDistribution(x: number): number {
  const density = Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = 0;
  if (Math.abs(x) < 1) {
    for (let n = 49; n >= 1; n -= 2) sum = (x * (1 + x * sum)) / n;
    return 0.5 + density * sum;
  }
  for (let n = 600; n >= 1; n--) sum = n / (Math.abs(x) + sum);
  const share = density / (Math.abs(x) + sum);
  return x < 0 ? share : 1 - share;
}

/** Distance of neighbouring float32 numbers around a value. */
function unitInLastPlace(value: number): number {
  return 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 23, -149);
}

const everywhere = Array.from({ length: 20_001 }, (_, index) => (index - 10_000) / 95);
const nearZero = everywhere.map((value) => Math.sign(value) * 10 ** (-Math.abs(value) / 3));
const nearOne = everywhere.map((value) => 1 + value / 2 ** 12);
const samples = Float32Array.from([...everywhere, ...nearZero, ...nearOne, ...ofEveryExponent(400)]);

/** Numbers of both signs, of each exponent, denormal ones too, with pseudorandom mantissas, the smallest and the largest. */
function ofEveryExponent(count: number): Float32Array {
  const bits: number[] = [];
  let mantissa = 1;
  for (let exponent = 0; exponent < 255; exponent++) {
    for (let index = 0; index < count; index++) {
      mantissa = (Math.imul(mantissa, 1664525) + 1013904223) >>> 0;
      const chosen = index === 0 ? 0 : index === 1 ? 2 ** 23 - 1 : mantissa >>> 9;
      bits.push(exponent * 2 ** 23 + chosen, 2 ** 31 + exponent * 2 ** 23 + chosen);
    }
  }
  return new Float32Array(Uint32Array.from(bits).buffer);
}

/** What 0.5, of rounding once, leaves to the polynomials. The bound of a denormal result is absolute. */
const unitsInLastPlace = 0.75;

describe.each(Object.entries(precise))("%s of two hundred thousand numbers", (name, exact) => {
  const kind = unaryKinds.find((candidate) => candidate === name);

  test(`is within ${unitsInLastPlace} units in the last place`, async () => {
    const values = samples.filter((value) => kind !== "log" || value > 0);
    const results = await apply(kind ?? "neg", values);
    let worst = 0;
    results.forEach((result, index) => {
      const wanted = exact(values[index] ?? Number.NaN);
      if (Math.abs(wanted) > 3.4028235677973366e38 && result === Math.sign(wanted) * Infinity) return;
      if (wanted === 0 && result === 0) return;
      worst = Math.max(worst, Math.abs(result - wanted) / unitInLastPlace(wanted));
    });
    expect(worst).toBeLessThan(unitsInLastPlace);
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
