// Four elements of 4 bytes, or of 1 byte, as the lanes of one vector.

import { storeLanes } from "./vector-store";

/** Four neighbours, or one element four times where it does not run along. Up to three elements past it are read. */
@inline
export function loadElements(x: usize, bytes: i32, runs: bool): v128 {
  if (bytes == 4) return runs ? v128.load(x) : v128.load32_splat(x);
  return loadBytes(x, runs);
}

function loadBytes(x: usize, runs: bool): v128 {
  if (!runs) return i32x4.splat(load<u8>(x));
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(x)));
}

/** Writes the first `count` elements, at most four, and returns where the next one belongs. */
@inline
export function storeElements(y: usize, v: v128, bytes: i32, count: i32): usize {
  count = min(count, 4);
  if (bytes == 4) storeLanes(y, v, count);
  else storeBytes(y, v, count);
  return y + <usize>(count * bytes);
}

function storeBytes(y: usize, v: v128, count: i32): void {
  let lanes = i32x4.extract_lane(v128.shuffle<u8>(v, v, 0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
  for (; count > 0; count--) {
    store<u8>(y++, lanes);
    lanes >>= 8;
  }
}
