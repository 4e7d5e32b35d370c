// Exponential and logarithm in f64, for results that are rounded once to f32: relative error below 2e-11.

const log2OfE: f64 = 1.4426950408889634;
const lnOf2: f64 = 0.6931471805599453;

/** e^±200 is far outside f32, and the scale 2^n stays inside f64. NaN stays NaN. */
@inline
function bounded(x: f64): f64 {
  return min(max(x, -200), 200);
}

/** 2^n for a whole n, with x = n·ln 2 + r and |r| ≤ ln 2 / 2. */
@inline
function scaleOf(n: f64): f64 {
  return reinterpret<f64>((<i64>n + 1023) << 52);
}

/** e^r − 1 = r + r²/2! + … + r⁹/9!, exact to r¹⁰/10! < 7e-12. */
function exponentialSeries(r: f64): f64 {
  let sum: f64 = 1.0 / 362880;
  sum = sum * r + 1.0 / 40320;
  sum = sum * r + 1.0 / 5040;
  sum = sum * r + 1.0 / 720;
  sum = sum * r + 1.0 / 120;
  sum = sum * r + 1.0 / 24;
  sum = sum * r + 1.0 / 6;
  sum = sum * r + 0.5;
  return (sum * r + 1) * r;
}

/** eˣ = 2ⁿ + 2ⁿ·(e^r − 1). */
export function exponential(x: f64): f64 {
  x = bounded(x);
  const n = nearest(x * log2OfE);
  const scale = scaleOf(n);
  return scale + scale * exponentialSeries(x - n * lnOf2);
}

/** eˣ − 1 = (2ⁿ − 1) + 2ⁿ·(e^r − 1): for small x, n is 0 and nothing cancels. */
export function exponentialMinusOne(x: f64): f64 {
  x = bounded(x);
  const n = nearest(x * log2OfE);
  const scale = scaleOf(n);
  return scale - 1 + scale * exponentialSeries(x - n * lnOf2);
}

/** 2·artanh s = 2·(s + s³/3 + … + s¹⁹/19) for |s| ≤ 1/3, exact to (1/3)²⁰ relative. */
export function twiceArtanh(s: f64): f64 {
  const square = s * s;
  let sum: f64 = 2.0 / 19;
  sum = sum * square + 2.0 / 17;
  sum = sum * square + 2.0 / 15;
  sum = sum * square + 2.0 / 13;
  sum = sum * square + 2.0 / 11;
  sum = sum * square + 2.0 / 9;
  sum = sum * square + 2.0 / 7;
  sum = sum * square + 2.0 / 5;
  sum = sum * square + 2.0 / 3;
  return (sum * square + 2) * s;
}

/** ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)) with x = m·2^e and m from √½ to √2. −∞ at 0, NaN below. */
export function logarithm(x: f64): f64 {
  if (!(x > 0)) return x == 0 ? -Infinity : NaN;
  if (x == Infinity) return x;
  // The bits of 1 minus those of √½: added, they carry mantissas above √2 into the exponent, which centres m on 1.
  const bits = reinterpret<u64>(x) + 0x00095f619980c433;
  const exponent = <f64>(<i64>(bits >> 52) - 1023);
  const mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) + 0x3fe6a09e667f3bcd);
  return exponent * lnOf2 + twiceArtanh((mantissa - 1) / (mantissa + 1));
}
