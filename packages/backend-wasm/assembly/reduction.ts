// Reductions and running sums over the middle axis of [outer, count, inner], and softmax over rows. Sums are kept in f64
// and rounded once.

import { exponential } from "./exponential";
import { loadElements, storeElements } from "./lanes";
import { storeLanes } from "./vector-store";

export { cumsum, maximum as max, mean, minimum as min, softmax, sum };

function sum(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  addUp(x, y, outer, count, inner, 1);
}

/** Over no elements 0 / 0, which is NaN. */
function mean(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  addUp(x, y, outer, count, inner, count);
}

/** `y[o,i] = Σ_k x[o,k,i] / divisor`. */
function addUp(x: usize, y: usize, outer: i32, count: i32, inner: i32, divisor: i32): void {
  const row = <usize>inner << 2;
  const by = f64x2.splat(divisor);
  for (; outer > 0; outer--) {
    if (inner == 1) {
      store<f32>(y, <f32>(rowSum(x, count) / <f64>divisor));
      y += 4;
    } else {
      for (let rest = inner, column = x; rest > 0; rest -= 4, column += 16) {
        let low = f64x2.splat(0);
        let high = low;
        for (let k = 0, source = column; k < count; k++, source += row) {
          const v = v128.load(source);
          low = f64x2.add(low, f64x2.promote_low_f32x4(v));
          high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)));
        }
        const lowest = f32x4.demote_f64x2_zero(f64x2.div(low, by));
        const highest = f32x4.demote_f64x2_zero(f64x2.div(high, by));
        storeLanes(y, v128.shuffle<f32>(lowest, highest, 0, 1, 4, 5), rest);
        y += <usize>min(rest, 4) << 2;
      }
    }
    x += <usize>count * row;
  }
}

/** The sum of `count` neighbouring floats. */
function rowSum(x: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (; count >= 4; count -= 4, x += 16) {
    const v = v128.load(x);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3)));
  }
  low = f64x2.add(low, high);
  let total = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  for (; count > 0; count--, x += 4) total += <f64>load<f32>(x);
  return total;
}

function maximum(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  findExtreme(x, y, outer, count, inner, true);
}

function minimum(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  findExtreme(x, y, outer, count, inner, false);
}

/** WebAssembly's max and min give NaN where either side is NaN. */
@inline
function findExtreme(x: usize, y: usize, outer: i32, count: i32, inner: i32, largest: bool): void {
  const row = <usize>inner << 2;
  const empty: f32 = largest ? -Infinity : Infinity;
  for (; outer > 0; outer--) {
    if (inner == 1) {
      let found = empty;
      let source = x;
      for (let k = 0; k < count; k++, source += 4) {
        const value = load<f32>(source);
        found = largest ? max(found, value) : min(found, value);
      }
      store<f32>(y, found);
      y += 4;
    } else {
      for (let rest = inner, column = x; rest > 0; rest -= 4, column += 16) {
        let found = f32x4.splat(empty);
        for (let k = 0, source = column; k < count; k++, source += row) {
          const value = v128.load(source);
          found = largest ? f32x4.max(found, value) : f32x4.min(found, value);
        }
        storeLanes(y, found, rest);
        y += <usize>min(rest, 4) << 2;
      }
    }
    x += <usize>count * row;
  }
}

/**
 * `y[o,i] = kind over k of x[o,k,i]` of int32 or bool: the sum, which wraps, the maximum or the minimum, by the codes of
 * src/kernels/reduce.ts; over nothing `empty`.
 */
export function reduceIntegers(
  kind: i32, bytes: i32, empty: i32, x: usize, y: usize, outer: i32, count: i32, inner: i32,
): void {
  const row = <usize>(inner * bytes);
  for (; outer > 0; outer--) {
    for (let rest = inner, column = x; rest > 0; rest -= 4, column += <usize>bytes << 2) {
      let found = i32x4.splat(empty);
      for (let k = 0, source = column; k < count; k++, source += row) {
        const v = loadElements(source, bytes, true);
        if (kind == 0) found = i32x4.add(found, v);
        else found = kind == 1 ? i32x4.max_s(found, v) : i32x4.min_s(found, v);
      }
      y = storeElements(y, found, bytes, rest);
    }
    x += <usize>count * row;
  }
}

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)`. */
function softmax(x: usize, y: usize, rows: i32, count: i32): void {
  for (; rows > 0; rows--) {
    let largest: f32 = -Infinity;
    for (let i = 0; i < count; i++) largest = max(largest, load<f32>(x + (<usize>i << 2)));
    let total: f64 = 0;
    for (let i = 0; i < count; i++) {
      const e = exponential(<f64>load<f32>(x + (<usize>i << 2)) - <f64>largest);
      store<f32>(y + (<usize>i << 2), <f32>e);
      total += e;
    }
    for (let i = 0; i < count; i++) {
      store<f32>(y + (<usize>i << 2), <f32>(<f64>load<f32>(y + (<usize>i << 2)) / total));
    }
    x += <usize>count << 2;
    y += <usize>count << 2;
  }
}

/** `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`; exclusive: j < i; reverse: from the end. */
function cumsum(x: usize, y: usize, outer: i32, count: i32, inner: i32, exclusive: bool, reverse: bool): void {
  const row = <usize>inner << 2;
  const last = <usize>max(count - 1, 0) * row;
  for (; outer > 0; outer--) {
    for (let k = 0; k < inner; k++) {
      let at = (<usize>k << 2) + (reverse ? last : 0);
      let total: f64 = 0;
      for (let i = 0; i < count; i++) {
        const before = total;
        total += <f64>load<f32>(x + at);
        store<f32>(y + at, <f32>(exclusive ? before : total));
        at += reverse ? -row : row;
      }
    }
    x += <usize>count * row;
    y += <usize>count * row;
  }
}
