/** Writes the first `count` floats of a vector; all four where there are more. */
@inline
export function storeLanes(y: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(y, v);
    return;
  }
  if (count & 2) {
    v128.store64_lane(y, v, 0);
    v = v128.shuffle<f32>(v, v, 2, 3, 2, 3);
    y += 8;
  }
  if (count & 1) v128.store32_lane(y, v, 0);
}

/** The first two floats of a vector in f64. */
@inline
export function lowPair(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two floats of a vector in f64. */
@inline
export function highPair(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

/** Two floats from memory in f64. */
@inline
export function loadPair(x: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(x));
}

/** Rounds two numbers in f64 and writes them as floats; the first alone where `count` is 1. */
@inline
export function storePair(y: usize, v: v128, count: i32): void {
  v = f32x4.demote_f64x2_zero(v);
  if (count > 1) v128.store64_lane(y, v, 0);
  else v128.store32_lane(y, v, 0);
}

/** Four numbers in f64 as floats. */
@inline
export function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}
