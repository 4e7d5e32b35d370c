import type { UnaryKind } from "@sepconv/backend";

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** e^−∣x∣, from which the logistic functions below are made without overflow. */
const decay = (x: number): number => Math.exp(-Math.abs(x));

const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + decay(x)) : decay(x) / (1 + decay(x)));

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
  hardSigmoid: (x) => (x < -3 ? 0 : x > 3 ? 1 : (x + 3) / 6),
  softplus: (x) => Math.max(x, 0) + Math.log1p(decay(x)),
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x * sigmoid(x),
};
