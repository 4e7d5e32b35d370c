import type { UnaryKind } from "@sepconv/backend";
import { normalDistribution } from "./normal-distribution.js";

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** e^−∣x∣, from which the logistic functions below are made without overflow. */
const decay = (x: number): number => Math.exp(-Math.abs(x));

const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + decay(x)) : decay(x) / (1 + decay(x)));

const hardSigmoid = (x: number): number => (x < -3 ? 0 : x > 3 ? 1 : (x + 3) / 6);

const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(decay(x));

/** tanh ln(1 + eˣ) = w·(w + 2) / (w·(w + 2) + 2) with w = eˣ; above 0, numerator and denominator times e⁻²ˣ. */
function tanhOfSoftplus(x: number): number {
  const d = decay(x);
  const numerator = x < 0 ? d * (d + 2) : 1 + 2 * d;
  return numerator / (numerator + (x < 0 ? 2 : 2 * d * d));
}

/** √(2/π) */
const geluScale = 0.7978845608028654;

/**
 * x − tanh x. Below 1 it is x·q / (1 + q) with q = x²/(3 + x²/(5 + …)) from the continued fraction of tanh, which has no
 * difference to lose digits in; what nine terms leave out is below 2⁻⁵⁵.
 */
function tanhShrink(x: number): number {
  if (!(Math.abs(x) < 1)) return x - Math.tanh(x);
  let q = 0;
  for (let n = 19; n >= 3; n -= 2) q = (x * x) / (n + q);
  return (x * q) / (1 + q);
}

/** (x + √(x² + 4)) / 2, whose values at x and −x have the product 1; below 0 the sum would cancel. NaN at −∞: ∞ − ∞. */
function squareplus(x: number): number {
  const larger = (Math.abs(x) + Math.sqrt(x * x + 4)) / 2;
  return x < 0 ? (x === Number.NEGATIVE_INFINITY ? Number.NaN : 1 / larger) : larger;
}

/** The elementwise functions, in double precision; formulas and edges stand in the op's spec. */
export const elementwise: { readonly [Kind in UnaryKind]: (x: number) => number } = {
  neg: (x) => -x,
  abs: Math.abs,
  square: (x) => x * x,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  exp: Math.exp,
  log: Math.log,
  step: (x) => (x > 0 ? 1 : 0),
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leakyRelu: (x) => (x > 0 ? x : 0.2 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  sigmoid,
  tanh: Math.tanh,
  hardSigmoid,
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x * sigmoid(x),
  sign: Math.sign,
  gelu: (x) => x * normalDistribution(x),
  // (1 + tanh u) / 2 = 1 / (1 + e⁻²ᵘ)
  geluTanh: (x) => x * sigmoid(2 * geluScale * x * (1 + 0.044715 * x * x)),
  mish: (x) => x * tanhOfSoftplus(x),
  hardSilu: (x) => x * hardSigmoid(x),
  // 0.2·x + 0.5, exact where it is near 0
  hardSigmoidKeras2: (x) => Math.min(Math.max((x + 2.5) / 5, 0), 1),
  squareplus,
  // Comparisons in this order give 0 for NaN, as TensorFlow's.
  softShrink: (x) => (x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
  hardShrink: (x) => (Math.abs(x) > 0.5 ? x : 0),
  tanhShrink,
  hardTanh: (x) => Math.min(Math.max(x, -1), 1),
  sparsePlus: (x) => (x <= -1 ? 0 : x < 1 ? (x + 1) ** 2 / 4 : x),
  sparseSigmoid: (x) => Math.min(Math.max((x + 1) / 2, 0), 1),
  logSigmoid: (x) => -softplus(-x),
};
