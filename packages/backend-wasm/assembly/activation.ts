// The activations that need an exponential, and the two rational ones, of two numbers in f64.

import { exponentialMinus, twiceArtanh } from "./exponential";

/** Names of the functions below, constants: each loop compiles to the one that it is called with. The first three are made of eᵛ − 1. */
export const isElu = 0, isSelu = 1, isTanh = 2, isSoftplus = 3, isExp = 4, isSigmoid = 5, isSilu = 6, isSoftsign = 7;
export const isHardSigmoid = 8;

const seluScale: f64 = 1.0507009873554805;
const seluAlpha: f64 = 1.6732632423543772;

@inline
export function activation(code: i32, v: v128): v128 {
  const zero = f64x2.splat(0);
  let exponent = v;
  if (code == isTanh) exponent = f64x2.add(v, v);
  if (code == isSoftplus) exponent = f64x2.neg(f64x2.abs(v));
  let e = exponentialMinus(<f64>(code <= isTanh), exponent);
  if (code == isExp) return e;

  if (code <= isSelu) {
    if (code == isSelu) e = f64x2.mul(f64x2.splat(seluAlpha), e);
    e = v128.bitselect(v, e, f64x2.gt(v, zero));
    return code == isSelu ? f64x2.mul(f64x2.splat(seluScale), e) : e;
  }

  // What is left are quotients: tanh v = (e²ᵛ − 1) / (e²ᵛ + 1), the logistic function eᵛ / (eᵛ + 1).
  if (code == isSoftsign) e = f64x2.abs(v);
  let numerator = code == isSoftsign ? v : e;
  let denominator = f64x2.add(e, f64x2.splat(code <= isSoftplus ? 2 : 1));
  if (code == isHardSigmoid) {
    denominator = f64x2.splat(6);
    numerator = f64x2.pmin(f64x2.pmax(f64x2.add(v, f64x2.splat(3)), zero), denominator);
  }
  const quotient = f64x2.div(numerator, denominator);
  // ln(1 + eᵛ) = max(v, 0) + ln(1 + u) with u = e^−|v|, and ln(1 + u) = 2·artanh(u / (2 + u))
  if (code == isSoftplus) return f64x2.add(f64x2.pmax(v, zero), twiceArtanh(quotient));
  return code == isSilu ? f64x2.mul(v, quotient) : quotient;
}
