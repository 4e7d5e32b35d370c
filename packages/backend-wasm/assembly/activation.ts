// The activations that need an exponential, and the two rational ones, of one number in f64.

import { exponential, exponentialMinusOne, twiceArtanh } from "./exponential";

/** The codes of src/activation-code.ts. */
export const isExp = 0, isElu = 1, isSelu = 2, isSigmoid = 3, isTanh = 4, isHardSigmoid = 5, isSoftplus = 6;
export const isSoftsign = 7, isSilu = 8;

const seluScale: f64 = 1.0507009873554805;
const seluAlpha: f64 = 1.6732632423543772;

export function activation(code: i32, v: f64): f64 {
  switch (code) {
    case isExp:
      return exponential(v);
    case isElu:
      return v > 0 ? v : exponentialMinusOne(v);
    case isSelu:
      return seluScale * (v > 0 ? v : seluAlpha * exponentialMinusOne(v));
    case isSigmoid:
      return 1 / (1 + exponential(-v));
    case isTanh: {
      // tanh v = (e²ᵛ − 1) / (e²ᵛ + 1)
      const e = exponentialMinusOne(2 * v);
      return e / (e + 2);
    }
    case isHardSigmoid:
      return min(max(v + 3, 0), 6) / 6;
    case isSoftplus: {
      // ln(1 + eᵛ) = max(v, 0) + ln(1 + u) with u = e^−|v|, and ln(1 + u) = 2·artanh(u / (2 + u))
      const u = exponential(-abs(v));
      return max(v, 0) + twiceArtanh(u / (2 + u));
    }
    case isSoftsign:
      return v / (1 + abs(v));
    default: {
      // silu. The bounded exponential would leave −∞ as it is; the formula is ∞/∞ there, NaN.
      const negative = min(v, 0);
      return v / (1 + exponential(-v)) + (negative - negative);
    }
  }
}
