// Exponential and logarithm of two numbers at once in f64, for results that are rounded once to f32. The series are
// polynomials of least relative error (Remez), below 1.5e-8: what is made of them is within 0.75 units in the last place.
// Coefficients that matter less end in zero bits, which compress well.

/** `sum·x + coefficient`, a step of Horner's scheme. */
@inline
export function times(sum: v128, x: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), f64x2.splat(coefficient));
}

/**
 * eˣ − offset = (2ⁿ − offset) + 2ⁿ·(e^r − 1), with x = n·ln 2 + r and |r| ≤ ln 2 / 2. The offset is 0 or 1; where it is 1
 * and x is small, n is 0 and nothing cancels. NaN stays NaN.
 */
@inline
export function exponentialMinus(offset: f64, x: v128): v128 {
  // Far outside f32. The scale 2ⁿ stays inside f64; from −709 on its bits, and so eˣ, are 0.
  x = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-709)), f64x2.splat(709));
  // At 1.5·2⁵² the distance between numbers is 1: the addition rounds to n and leaves it in the lowest bits. For that
  // log₂ e needs few digits.
  const shift = f64x2.splat(6755399441055744);
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426946640014648)), shift);
  const n = f64x2.sub(shifted, shift);
  const scale = i64x2.add(i64x2.shl(shifted, 52), f64x2.splat(1));
  const r = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471805599453)));
  // Not Horner's scheme: shorter chains leave the processor more to do at once.
  const square = f64x2.mul(r, r);
  const upper = times(f64x2.splat(0.0013898229226469994), r, 0.008366033434867859);
  const middle = times(f64x2.splat(0.04166686534881592), r, 0.16666549147703336);
  const lower = times(f64x2.splat(0.5), r, 1);
  const sum = f64x2.add(lower, f64x2.mul(square, f64x2.add(middle, f64x2.mul(square, upper))));
  return f64x2.add(f64x2.mul(sum, f64x2.mul(r, scale)), f64x2.sub(scale, f64x2.splat(offset)));
}

/** 2·artanh s = 2·(s + s³/3 + s⁵/5 + …) for |s| ≤ 1/3. */
@inline
export function twiceArtanh(s: v128): v128 {
  const square = f64x2.mul(s, s);
  let sum = times(f64x2.splat(0.2801201343536377), square, 0.2800180912017822);
  sum = times(sum, square, 0.40021514892578125);
  sum = times(sum, square, 0.6666641699703177);
  sum = times(sum, square, 2);
  return f64x2.mul(sum, s);
}

/** ln x = e·ln 2 + 2·artanh((m − 1)/(m + 1)) with x = m·2^e and m from √½ to √2. −∞ at 0, NaN below. */
@inline
export function logarithm(x: v128): v128 {
  const one = f64x2.splat(1);
  // The bits of 1 minus those of √½: added, they carry mantissas above √2 into the exponent, which centres m on 1.
  const bits = i64x2.add(x, i64x2.splat(0x00095f619980c433));
  const fraction = v128.and(bits, i64x2.splat(0x000fffffffffffff));
  const m = i64x2.add(fraction, i64x2.splat(0x3fe6a09e667f3bcd));
  // Behind the bits of 2⁵² the exponent's become a number.
  const power = f64x2.splat(4503599627370496);
  const exponent = f64x2.sub(v128.or(i64x2.shr_u(bits, 52), power), f64x2.splat(4503599627370496 + 1023));
  const ln = twiceArtanh(f64x2.div(f64x2.sub(m, one), f64x2.add(m, one)));
  const sum = f64x2.add(f64x2.mul(exponent, f64x2.splat(0.6931471805599453)), ln);
  // All bits set are a NaN. ∞ and NaN stay what they are.
  const zero = f64x2.splat(0);
  const ofFinite = v128.or(sum, f64x2.lt(x, zero));
  const infinity = f64x2.splat(Infinity);
  return v128.bitselect(v128.bitselect(ofFinite, x, f64x2.lt(x, infinity)), f64x2.neg(infinity), f64x2.ne(x, zero));
}
