// Random numbers: Philox 4×32 with 10 rounds, as packages/backend/src/random/philox.ts has it.

import { storeLanes } from "./vector-store";

/** The low words of the products of four numbers with one; `high` the high words. */
@inline
function low(first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 0, 2, 4, 6);
}

@inline
function high(first: v128, last: v128): v128 {
  return v128.shuffle<i32>(first, last, 1, 3, 5, 7);
}

/**
 * `y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept` for the sixteens `first` to `last` − 1 of y's `count` elements. Four
 * counters at once, from `keyLow, keyHigh; counterLow, counterHigh` on.
 */
export function dropoutMask(
  _scratch: usize, first: i32, last: i32,
  y: usize, count: i32, keyLow: i32, keyHigh: i32, counterLow: u32, counterHigh: u32, threshold: i32, kept: f32,
): void {
  const limit = i32x4.splat(threshold);
  const value = f32x4.splat(kept);
  const start = (<u64>counterHigh << 32) | <u64>counterLow;
  for (; first < last; first++) {
    const counter = start + (<u64>first << 2);
    const words = i32x4.splat(<i32>counter);
    let c0 = i32x4.add(words, i32x4(0, 1, 2, 3));
    // A lane that wraps around carries one.
    let c1 = i32x4.sub(i32x4.splat(<i32>(counter >> 32)), i32x4.lt_u(c0, words));
    let c2 = i32x4.splat(0);
    let c3 = i32x4.splat(0);
    let a = i32x4.splat(keyLow);
    let b = i32x4.splat(keyHigh);
    for (let round = 0; round < 10; round++) {
      const multiplierA = i32x4.splat(0xd2511f53);
      const multiplierB = i32x4.splat(0xcd9e8d57);
      const firstA = i64x2.extmul_low_i32x4_u(c0, multiplierA);
      const lastA = i64x2.extmul_high_i32x4_u(c0, multiplierA);
      const firstB = i64x2.extmul_low_i32x4_u(c2, multiplierB);
      const lastB = i64x2.extmul_high_i32x4_u(c2, multiplierB);
      c0 = v128.xor(v128.xor(c1, a), high(firstB, lastB));
      c1 = low(firstB, lastB);
      c2 = v128.xor(v128.xor(c3, b), high(firstA, lastA));
      c3 = low(firstA, lastA);
      a = i32x4.add(a, i32x4.splat(0x9e3779b9));
      b = i32x4.add(b, i32x4.splat(0xbb67ae85));
    }
    // Lanes are counters, and the numbers of a counter are neighbours.
    const low01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const low23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const high01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const high23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    const place = first << 4;
    const target = y + (<usize>place << 2);
    const rest = count - place;
    storeMask(target, v128.shuffle<i64>(low01, low23, 0, 2), limit, value, rest);
    storeMask(target + 16, v128.shuffle<i64>(low01, low23, 1, 3), limit, value, rest - 4);
    storeMask(target + 32, v128.shuffle<i64>(high01, high23, 0, 2), limit, value, rest - 8);
    storeMask(target + 48, v128.shuffle<i64>(high01, high23, 1, 3), limit, value, rest - 12);
  }
}

@inline
function storeMask(y: usize, numbers: v128, limit: v128, value: v128, count: i32): void {
  storeLanes(y, v128.and(value, i32x4.ge_s(i32x4.shr_u(numbers, 8), limit)), max(count, 0));
}
