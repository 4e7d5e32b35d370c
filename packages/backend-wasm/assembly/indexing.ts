// Rows of the middle axis by their index, and the index of an extremum.

import { loadElements, storeElements } from "./lanes";
import { storeLanes } from "./vector-store";

/** `y[o,i] = x[o, indices[i]]`, rows of `rowBytes`; where there is no such row 4 bytes of `missing` again and again, or zeros. */
export function gather(
  x: usize, indices: usize, y: usize, outer: i32, n: i32, count: i32, rowBytes: usize, missing: u32,
): void {
  for (; outer > 0; outer--) {
    for (let i = 0; i < count; i++) {
      const row = load<u32>(indices + (<usize>i << 2));
      if (row < <u32>n) memory.copy(y, x + <usize>row * rowBytes, rowBytes);
      else if (missing) for (let at: usize = 0; at < rowBytes; at += 4) store<u32>(y + at, missing);
      else memory.fill(y, 0, rowBytes);
      y += rowBytes;
    }
    x += <usize>n * rowBytes;
  }
}

/** `y[o,j,k] = Σ_{i : indices[i] = j} x[o,i,k]`, i in order. */
export function scatterAdd(x: usize, indices: usize, y: usize, outer: i32, n: i32, count: i32, inner: i32): void {
  const rowBytes = <usize>inner << 2;
  memory.fill(y, 0, <usize>(outer * n) * rowBytes);
  for (; outer > 0; outer--) {
    for (let i = 0; i < count; i++) {
      const row = load<u32>(indices + (<usize>i << 2));
      if (row < <u32>n) {
        let target = y + <usize>row * rowBytes;
        let source = x;
        for (let rest = inner; rest > 0; rest -= 4) {
          storeLanes(target, f32x4.add(v128.load(target), v128.load(source)), rest);
          target += 16;
          source += 16;
        }
      }
      x += rowBytes;
    }
    y += <usize>n * rowBytes;
  }
}

/** `y[o,i]` is the first k whose x[o,k,i] is the largest, or the smallest; nothing wins against NaN, and NaN against all else. */
export function argReduce(
  x: usize, y: usize, outer: i32, count: i32, inner: i32, bytes: i32, floats: bool, smallest: bool,
): void {
  const row = <usize>(inner * bytes);
  for (; outer > 0; outer--) {
    for (let rest = inner, column = x; rest > 0; rest -= 4, column += <usize>bytes << 2) {
      let best = loadElements(column, bytes, true);
      let place = i32x4.splat(0);
      for (let k = 1, source = column + row; k < count; k++, source += row) {
        const v = loadElements(source, bytes, true);
        const larger = smallest ? best : v;
        const other = smallest ? v : best;
        const wins = floats
          ? v128.or(f32x4.gt(larger, other), v128.and(f32x4.ne(v, v), f32x4.eq(best, best)))
          : i32x4.gt_s(larger, other);
        best = v128.bitselect(v, best, wins);
        place = v128.bitselect(i32x4.splat(k), place, wins);
      }
      y = storeElements(y, place, 4, rest);
    }
    x += <usize>count * row;
  }
}
