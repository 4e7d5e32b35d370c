// The activations that no convolution fuses, of one number in f64. They are here and not in activation.ts so that the
// convolutions' modules do not carry them.

import { activation, isHardSigmoid, isSigmoid, isSoftplus, isTanh } from "./activation";
import { exponential } from "./exponential";

export const isSign = 0, isGelu = 1, isGeluTanh = 2, isMish = 3, isHardSilu = 4, isHardSigmoidKeras2 = 5;
export const isSquareplus = 6, isSoftShrink = 7, isHardShrink = 8, isTanhShrink = 9, isHardTanh = 10, isSparsePlus = 11;
export const isSparseSigmoid = 12, isLogSigmoid = 13;

/**
 * Φ(v), the share of a normal distribution below v, with relative error below 2e-11: for a = |v|
 * Φ(−a) = e^(−a²/2) · P(s) / (1 + a/5), s = (a − 5) / (a + 5), with a polynomial P of degree 15 from the Chebyshev series.
 * See M. M. Shepherd and J. G. Laframboise, Mathematics of Computation 36 (1981), 249–253, for the method.
 */
function normalDistribution(v: f64): f64 {
  const a = min(abs(v), 64);
  const t = 1 / (1 + 0.2 * a);
  const s = 1 - 2 * t;
  let sum: f64 = -4.4395644043901124e-8;
  sum = sum * s - 3.0737546543837804e-7;
  sum = sum * s + 7.618224361041916e-7;
  sum = sum * s + 2.9831392231013496e-6;
  sum = sum * s - 9.922888528199275e-6;
  sum = sum * s - 1.1594785177819106e-5;
  sum = sum * s + 0.00010896474484226983;
  sum = sum * s - 0.00015970041393277706;
  sum = sum * s - 0.0005986709484005353;
  sum = sum * s + 0.004159044774274496;
  sum = sum * s - 0.013823728429903768;
  sum = sum * s + 0.0330040693759876;
  sum = sum * s - 0.06270663128570045;
  sum = sum * s + 0.09906112337532048;
  sum = sum * s - 0.13307650057901318;
  sum = sum * s + 0.15383860994861023;
  const below = exponential(-0.5 * a * a) * sum * t;
  return v < 0 ? below : 1 - below;
}

/** x − tanh x = x·q / (1 + q), q = x²/(3 + x²/(5 + …)), below 1: the difference would lose its digits near 0. */
function tanhShrink(v: f64): f64 {
  if (!(abs(v) < 1)) return v - activation(isTanh, v);
  let q: f64 = 0;
  for (let n: f64 = 15; n > 2; n -= 2) q = v * v / (n + q);
  return v * q / (1 + q);
}

export function separateActivation(code: i32, v: f64): f64 {
  // NaN at −∞, else 0: where the formula is −∞·0 or ∞ − ∞, the bounded exponential would leave another value.
  const negative = min(v, 0);
  const lost = negative - negative;
  switch (code) {
    case isSign:
      return v == v ? <f64>(<i32>(v > 0) - <i32>(v < 0)) : v;
    case isGelu:
      return v * normalDistribution(v) + lost;
    case isGeluTanh:
      // (1 + tanh u) / 2 = 1 / (1 + e⁻²ᵘ), with 2·√(2/π) before the parenthesis
      return v * activation(isSigmoid, 1.5957691216057308 * v * (1 + 0.044715 * v * v)) + lost;
    case isMish: {
      // tanh ln(1 + eᵛ) = w·(w + 2) / (w·(w + 2) + 2) with w = eᵛ; above 0, both times e⁻²ᵛ.
      const w = exponential(-abs(v));
      const numerator = v < 0 ? w * (w + 2) : 1 + 2 * w;
      return v * (numerator / (numerator + (v < 0 ? 2 : 2 * w * w))) + lost;
    }
    case isHardSilu:
      return v * activation(isHardSigmoid, v);
    case isHardSigmoidKeras2:
      return min(max((v + 2.5) / 5, 0), 1);
    case isSquareplus: {
      // The values at v and −v have the product 1; below 0 the sum would cancel.
      const larger = (abs(v) + sqrt(v * v + 4)) / 2;
      return (v < 0 ? 1 / larger : larger) + lost;
    }
    case isSoftShrink:
      // Comparisons give 0 for NaN, here and below, as TensorFlow's.
      return v > 0.5 ? v - 0.5 : v < -0.5 ? v + 0.5 : 0;
    case isHardShrink:
      return abs(v) > 0.5 ? v : 0;
    case isTanhShrink:
      return tanhShrink(v);
    case isHardTanh:
      return min(max(v, -1), 1);
    case isSparsePlus:
      return v <= -1 ? 0 : v < 1 ? (v + 1) * (v + 1) / 4 : v;
    case isSparseSigmoid:
      return min(max((v + 1) / 2, 0), 1);
    default:
      // logSigmoid
      return -activation(isSoftplus, -v);
  }
}
