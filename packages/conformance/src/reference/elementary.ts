import type { UnaryKind } from "@sepconv/backend";

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** The elementwise functions in float64, written so that they are accurate near 0 and do not overflow on the way. */
export const elementary: { readonly [Kind in UnaryKind]: (x: number) => number } = {
  neg: (x) => -x,
  abs: (x) => Math.abs(x),
  square: (x) => x * x,
  sqrt: (x) => Math.sqrt(x),
  rsqrt: (x) => 1 / Math.sqrt(x),
  exp: (x) => Math.exp(x),
  log: (x) => Math.log(x),
  step: (x) => (x > 0 ? 1 : 0),
  // Math.max and Math.min give NaN for NaN.
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leakyRelu: (x) => (x > 0 ? x : 0.2 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
  hardSigmoid: (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  // ln(1 + eˣ) = max(x, 0) + ln(1 + e^−∣x∣)
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x / (1 + Math.exp(-x)),
};
