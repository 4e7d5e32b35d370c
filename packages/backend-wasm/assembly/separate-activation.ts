// The activations that no convolution fuses, of two numbers in f64. They are here and not in activation.ts so that the
// convolutions' modules do not carry them.

import { activation, isSigmoid, isTanh } from "./activation";
import { exponentialMinus, times } from "./exponential";

export const isGelu = 0, isGeluTanh = 1, isMish = 2, isHardSigmoidKeras2 = 3, isSquareplus = 4, isTanhShrink = 5;
export const isSparsePlus = 6, isHardSilu = 7;

/**
 * Φ(v), the share of a normal distribution below v: for a = |v|, Φ(−a) = e^(−a²/2) · P(s) / (1 + a/5), s = (a − 5) / (a + 5),
 * with a polynomial P of least relative error, 2.2e-9, up to a = 15; behind it a·Φ(−a) is 0 in f32.
 * See M. M. Shepherd and J. G. Laframboise, Mathematics of Computation 36 (1981), 249–253, for the method.
 */
@inline
function normalDistribution(v: v128): v128 {
  const one = f64x2.splat(1);
  const a = f64x2.abs(v);
  const t = f64x2.div(one, times(a, f64x2.splat(0.2), 1));
  const s = times(t, f64x2.splat(-2), 1);
  let sum = times(f64x2.splat(0.000018407948817455063), s, 0.0001241547738486911);
  sum = times(sum, s, -0.00017397833403680126);
  sum = times(sum, s, -0.0006105514922395312);
  sum = times(sum, s, 0.004161091375167067);
  sum = times(sum, s, -0.013821001138323213);
  sum = times(sum, s, 0.03300398587555141);
  sum = times(sum, s, -0.06270686457950886);
  sum = times(sum, s, 0.09906112455561981);
  sum = times(sum, s, -0.13307649513518777);
  sum = times(sum, s, 0.15383860991514892);
  const density = exponentialMinus(0, f64x2.mul(f64x2.mul(a, a), f64x2.splat(-0.5)));
  const below = f64x2.mul(f64x2.mul(density, sum), t);
  return v128.bitselect(below, f64x2.sub(one, below), f64x2.lt(v, f64x2.splat(0)));
}

/** x − tanh x: below 1, where the difference would lose its digits, x³/3 − 2x⁵/15 + … as a polynomial of least error. */
@inline
function tanhShrink(v: v128): v128 {
  const square = f64x2.mul(v, v);
  let sum = times(f64x2.splat(-0.00014282393072786236), square, 0.0009236091380466525);
  sum = times(sum, square, -0.0032069534274779096);
  sum = times(sum, square, 0.008697950840757194);
  sum = times(sum, square, -0.021829585393560516);
  sum = times(sum, square, 0.0539634209349203);
  sum = times(sum, square, -0.13333310694933673);
  sum = times(sum, square, 0.33333333157156986);
  const near = f64x2.mul(f64x2.mul(sum, square), v);
  return v128.bitselect(near, f64x2.sub(v, activation(isTanh, v)), f64x2.lt(f64x2.abs(v), f64x2.splat(1)));
}

@inline
export function separateActivation(code: i32, v: v128): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const two = f64x2.splat(2);
  const square = f64x2.mul(v, v);
  const size = f64x2.abs(v);
  const below = f64x2.lt(v, zero);
  // In gelu, geluTanh and mish the factor of v is 0 at −∞, and −∞·0 is NaN, as the formulas say.
  if (code == isGelu) return f64x2.mul(v, normalDistribution(v));
  if (code == isGeluTanh) {
    // (1 + tanh u) / 2 = 1 / (1 + e⁻²ᵘ), with 2·√(2/π) before the parenthesis
    const cubic = times(square, f64x2.splat(0.044715), 1);
    const doubled = f64x2.mul(f64x2.mul(f64x2.splat(1.5957691216057308), v), cubic);
    return f64x2.mul(v, activation(isSigmoid, doubled));
  }
  if (code == isMish) {
    // tanh ln(1 + eᵛ) = w·(w + 2) / (w·(w + 2) + 2) with w = eᵛ; above 0, both times e⁻²ᵛ.
    const w = exponentialMinus(0, f64x2.neg(size));
    const numerator = v128.bitselect(f64x2.mul(w, f64x2.add(w, two)), times(w, two, 1), below);
    const rest = v128.bitselect(two, f64x2.mul(two, f64x2.mul(w, w)), below);
    return f64x2.mul(v, f64x2.div(numerator, f64x2.add(numerator, rest)));
  }
  if (code == isHardSilu) {
    return f64x2.div(f64x2.mul(v, between(zero, f64x2.add(v, f64x2.splat(3)), f64x2.splat(6))), f64x2.splat(6));
  }
  if (code == isHardSigmoidKeras2) {
    return between(zero, f64x2.div(f64x2.add(v, f64x2.splat(2.5)), f64x2.splat(5)), one);
  }
  if (code == isSquareplus) {
    // The values at v and −v have the product 1; below 0 the sum would cancel. √∞ − ∞ is lost to 1/∞ and put back.
    const larger = f64x2.mul(f64x2.add(size, f64x2.sqrt(f64x2.add(square, f64x2.splat(4)))), f64x2.splat(0.5));
    const negative = f64x2.pmin(v, zero);
    return f64x2.add(v128.bitselect(f64x2.div(one, larger), larger, below), f64x2.sub(negative, negative));
  }
  if (code == isTanhShrink) return tanhShrink(v);
  // sparsePlus
  const sum = f64x2.add(v, one);
  const curve = f64x2.mul(f64x2.mul(sum, sum), f64x2.splat(0.25));
  return v128.bitselect(zero, v128.bitselect(v, curve, f64x2.ge(v, one)), f64x2.le(v, f64x2.splat(-1)));
}

/** NaN stays NaN. */
@inline
function between(low: v128, v: v128, high: v128): v128 {
  return f64x2.pmin(f64x2.pmax(v, low), high);
}
