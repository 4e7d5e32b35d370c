import type { ActivationKind } from "@sepconv/backend";
import type { FinalStep } from "./reference/reference.js";

/** How exactly a device computes its elementary functions: like a processor, or within the bounds of the WGSL text. */
export type Functions = "processor" | "wgsl";

type StepKind = FinalStep["kind"];

/**
 * Ulps (2⁻²³ of the result for float32) that each step may be off on its own, given exact operands.
 *
 * 0: no rounding at all. 0.5: one correctly rounded operation. 1.5: two of them and a rounded constant.
 * 4: an exponential or logarithm of 1–2 ulps with the arithmetic around it.
 */
const ulps: { readonly [Kind in StepKind]: number } = {
  move: 0,
  neg: 0,
  abs: 0,
  step: 0,
  relu: 0,
  relu6: 0,
  max: 0,
  min: 0,
  maximum: 0,
  minimum: 0,
  gate: 0,
  // mean and sum have a tolerance by magnitudes instead.
  sum: 0,
  mean: 0,
  add: 0.5,
  sub: 0.5,
  mul: 0.5,
  div: 0.5,
  square: 0.5,
  sqrt: 0.5,
  rsqrt: 1.5,
  leakyRelu: 1.5,
  // x + 3 is exact near −3; then two roundings.
  hardSigmoid: 2,
  softsign: 2,
  exp: 4,
  log: 4,
  elu: 4,
  selu: 4,
  sigmoid: 4,
  tanh: 4,
  softplus: 4,
  silu: 4,
  sign: 0,
  hardShrink: 0,
  hardTanh: 0,
  softShrink: 0.5,
  sparseSigmoid: 0.5,
  // x + 1 squared
  sparsePlus: 1.5,
  hardSigmoidKeras2: 1.5,
  hardSilu: 2.5,
  // A root of a sum, a sum, and a reciprocal below 0.
  squareplus: 2.5,
  logSigmoid: 4,
  mish: 4,
  tanhShrink: 4,
  // A polynomial whose terms alternate, times exponentials.
  gelu: 8,
  geluTanh: 4,
  // By magnitudes, which hold the condition of the exponentials.
  softmax: 4,
};

/**
 * Ulps that a step's argument adds on every device: an exponential multiplies the rounding of its power by that power.
 * Below 0 gelu's approximation is x·e²ᵘ with u = √(2/π)·(x + 0.044715·x³), a product of rounded numbers.
 */
const argumentUlps: { readonly [Kind in StepKind]?: (x: number) => number } = {
  geluTanh: (x) => 2 * Math.max(-geluPower(x), 1),
};

/** 2·√(2/π)·(x + 0.044715·x³) */
function geluPower(x: number): number {
  return 1.5957691216057308 * (x + 0.044715 * x ** 3);
}

/** What the WGSL text allows its built-in functions beyond that, for the argument x. */
interface Extra {
  readonly ulps?: (x: number) => number;
  readonly absolute?: (x: number) => number;
}

/** A factor below the smallest normal number may be flushed to zero before x multiplies it. */
const flushedFactor = (x: number) => Math.abs(x) * 2 ** -126;

/** The logarithm's error that the WGSL text states for arguments from 0.5 to 2. */
const nearOne = () => 2 ** -21;

/** `exp(x)`: 3 + 2·∣x∣ ulps. */
const exponential = (x: number) => 3 + 2 * Math.abs(x);

const wgslExtra: { readonly [Kind in StepKind]?: Extra } = {
  // x / y: 2.5 ulps.
  div: { ulps: () => 2.5 },
  softsign: { ulps: () => 2.5 },
  hardSigmoid: { ulps: () => 2.5 },
  // inverseSqrt: 2 ulps; sqrt is 1 / inverseSqrt.
  rsqrt: { ulps: () => 2 },
  sqrt: { ulps: () => 4.5 },
  exp: { ulps: exponential },
  // log: 3 ulps, but an absolute 2⁻²¹ for x in [0.5, 2].
  log: { ulps: () => 3, absolute: nearOne },
  // ln(1 + eˣ) takes that logarithm of a number above 1.
  softplus: { ulps: exponential, absolute: nearOne },
  // eˣ − 1 doubles a relative error where eˣ is 0.5; nearer to 0 a kernel needs another formula.
  elu: { ulps: (x) => (x > 0 ? 0 : 2 * exponential(x)) },
  selu: { ulps: (x) => (x > 0 ? 0 : 2 * exponential(x)) },
  sigmoid: { ulps: (x) => exponential(x) + 2.5 },
  silu: { ulps: (x) => exponential(x) + 2.5, absolute: flushedFactor },
  // 1 − 2 / (e²ˣ + 1): beyond 10 the exponential does not count any more.
  tanh: { ulps: (x) => exponential(2 * Math.min(Math.abs(x), 10)) + 2.5 },
  softmax: { ulps: (x) => exponential(x) + 2.5 },
  hardSilu: { ulps: () => 2.5 },
  // sqrt and, below 0, a division
  squareplus: { ulps: () => 4.5 + 2.5 },
  // −ln(1 + e⁻ˣ) is −e⁻ˣ for large x. Its logarithm lies between 0 and ln 2, where kernels bring their own.
  logSigmoid: { ulps: (x) => exponential(Math.max(x, 0)) },
  // Above 0 the exponential is a small part of the result: e⁻ˣ·(3 + 2·x) stays below 3.
  mish: { ulps: (x) => exponential(Math.min(x, 0)) + 2 * 2.5, absolute: flushedFactor },
  // e^(−x²/2) counts below 0, where it is most of the result; its power is rounded as well.
  gelu: { ulps: (x) => (x < 0 ? exponential(x * x * 0.75) : 3) + 2 * 2.5, absolute: flushedFactor },
  geluTanh: { ulps: (x) => exponential(Math.max(-geluPower(x), 0)) + 2.5, absolute: flushedFactor },
  // Below 2 a continued fraction, whose divisions count less and less; further out tanh is a small part.
  tanhShrink: { ulps: () => 3 * 2.5 + 3 },
};

/** The largest slope of each fused activation; that of exp is its own value. */
const slopes: { readonly [Kind in ActivationKind]: number | "own value" } = {
  relu: 1,
  relu6: 1,
  leakyRelu: 1,
  elu: 1,
  // 1.0507 · 1.6733, at 0 from below
  selu: 1.7581,
  sigmoid: 0.25,
  tanh: 1,
  hardSigmoid: 1 / 6,
  softplus: 1,
  softsign: 1,
  // near x = 2.4
  silu: 1.0999,
  exp: "own value",
};

/** The largest slopes of activations that run on their own, where it is above 1. */
const separateSlopes: { readonly [Kind in StepKind]?: number } = {
  // both near √2
  gelu: 1.129,
  geluTanh: 1.1291,
  // near x = 1.5
  mish: 1.0886,
  // at 3 from below
  hardSilu: 1.5,
};

/** By how much a final step may stretch an error of its argument, where the step's value is y. */
export function slopeOf(kind: StepKind, y: number): number {
  if (!isActivation(kind)) return separateSlopes[kind] ?? 1;
  const slope = slopes[kind];
  return slope === "own value" ? Math.abs(y) : slope;
}

/** What a final step may be off on its own, in ulps of its value and absolutely. */
export function roundingOf(
  kind: StepKind,
  argument: number,
  factor: number,
  functions: Functions,
): { readonly ulps: number; readonly absolute: number } {
  const extra = functions === "wgsl" ? wgslExtra[kind] : undefined;
  const own = ulps[kind] + (argumentUlps[kind]?.(argument) ?? 0);
  return { ulps: factor * own + (extra?.ulps?.(argument) ?? 0), absolute: extra?.absolute?.(argument) ?? 0 };
}

function isActivation(kind: StepKind): kind is ActivationKind {
  return Object.hasOwn(slopes, kind);
}
