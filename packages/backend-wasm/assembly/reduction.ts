// Reductions and running sums over the middle axis of [outer, count, inner], and softmax over rows. Sums are kept in f64
// and rounded once.

import { exponentialMinus } from "./exponential";
import { loadElements, storeElements } from "./lanes";
import { highPair, loadPair, lowPair, rounded, storeLanes } from "./vector-store";

export { cumsum, maximum as max, mean, minimum as min, softmax, sum };

/** `sums` is scratch for an f64 of each column, whole fours of them; where `count` is at most 8 it is not used. */
function sum(x: usize, y: usize, outer: i32, count: i32, inner: i32, sums: usize): void {
  addUp(x, y, outer, count, inner, 1, sums);
}

/** Over no elements 0 / 0, which is NaN. */
function mean(x: usize, y: usize, outer: i32, count: i32, inner: i32, sums: usize): void {
  addUp(x, y, outer, count, inner, count, sums);
}

/** `y[o,i] = Σ_k x[o,k,i] / divisor`. */
@inline
function addUp(x: usize, y: usize, outer: i32, count: i32, inner: i32, divisor: i32, sums: usize): void {
  const row = <usize>inner << 2;
  if (inner == 1) addNeighbours(x, y, outer, count, divisor);
  else for (; outer > 0; outer--, x += <usize>count * row, y += row) addRows(x, y, count, inner, divisor, sums);
}

function addNeighbours(x: usize, y: usize, outer: i32, count: i32, divisor: i32): void {
  for (; outer > 0; outer--, x += <usize>count << 2, y += 4) store<f32>(y, <f32>(rowSum(x, count) / <f64>divisor));
}

/** Eight rows at a time, from left to right: memory is read in its order, and a column's sum is fetched once for eight. */
function addRows(x: usize, y: usize, count: i32, inner: i32, divisor: i32, sums: usize): void {
  const row = <usize>inner << 2;
  const by = f64x2.splat(divisor);
  let k = 0;
  do {
    let source = x;
    let place = sums;
    let target = y;
    for (let rest = inner; rest > 0; rest -= 4, source += 16, target += 16, place += 32) {
      let low = f64x2.splat(0);
      let high = low;
      if (k > 0) {
        low = v128.load(place);
        high = v128.load(place, 16);
      }
      if (count - k >= 8) {
        const fifth = source + 4 * row;
        low = f64x2.add(low, f64x2.add(fourRows(source, row), fourRows(fifth, row)));
        high = f64x2.add(high, f64x2.add(fourRows(source + 8, row), fourRows(fifth + 8, row)));
      } else {
        for (let j = k, at = source; j < count; j++, at += row) {
          low = f64x2.add(low, loadPair(at));
          high = f64x2.add(high, loadPair(at + 8));
        }
      }
      if (k + 8 >= count) {
        storeLanes(target, rounded(f64x2.div(low, by), f64x2.div(high, by)), rest);
      } else {
        v128.store(place, low);
        v128.store(place, high, 16);
      }
    }
    k += 8;
    x += row << 3;
  } while (k < count);
}

@inline
function fourRows(x: usize, row: usize): v128 {
  const third = x + 2 * row;
  return f64x2.add(f64x2.add(loadPair(x), loadPair(x + row)), f64x2.add(loadPair(third), loadPair(third + row)));
}

/** The sum of `count` neighbouring floats. */
@inline
function rowSum(x: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = low;
  if (count >= 8) {
    let third = low;
    let fourth = low;
    for (; count >= 8; count -= 8, x += 32) {
      low = f64x2.add(low, loadPair(x));
      high = f64x2.add(high, loadPair(x + 8));
      third = f64x2.add(third, loadPair(x + 16));
      fourth = f64x2.add(fourth, loadPair(x + 24));
    }
    low = f64x2.add(low, third);
    high = f64x2.add(high, fourth);
  }
  for (; count >= 4; count -= 4, x += 16) {
    low = f64x2.add(low, loadPair(x));
    high = f64x2.add(high, loadPair(x + 8));
  }
  let total = bothLanes(f64x2.add(low, high));
  for (; count > 0; count--, x += 4) total += <f64>load<f32>(x);
  return total;
}

@inline
function bothLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Four floats, of which those from the `count`-th on are `other`. */
@inline
function loadOrElse(other: f32, x: usize, count: i32): v128 {
  return v128.bitselect(v128.load(x), f32x4.splat(other), i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3)));
}

function maximum(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  findExtreme(true, x, y, outer, count, inner);
}

function minimum(x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  findExtreme(false, x, y, outer, count, inner);
}

@inline
function findExtreme(largest: bool, x: usize, y: usize, outer: i32, count: i32, inner: i32): void {
  const row = <usize>inner << 2;
  if (inner == 1) {
    for (; outer > 0; outer--, x += <usize>count << 2, y += 4) store<f32>(y, rowExtreme(largest, x, count));
  } else {
    for (; outer > 0; outer--, x += <usize>count * row, y += row) extremeOfRows(largest, x, y, count, inner);
  }
}

/** Eight rows at a time as in addRows; what was found before lies in y. */
@inline
function extremeOfRows(largest: bool, x: usize, y: usize, count: i32, inner: i32): void {
  const row = <usize>inner << 2;
  let k = 0;
  do {
    let source = x;
    let target = y;
    const rows = min(count - k, 8);
    for (let rest = inner; rest > 0; rest -= 4, source += 16, target += 16) {
      let found = f32x4.splat(largest ? -Infinity : Infinity);
      let numbers = f32x4.eq(found, found);
      for (let j = 0, at = source; j < rows; j++, at += row) {
        const v = v128.load(at);
        found = larger(largest, v, found);
        numbers = v128.and(numbers, f32x4.eq(v, v));
      }
      found = v128.or(found, v128.not(numbers));
      storeLanes(target, k > 0 ? largerOrNaN(largest, found, v128.load(target)) : found, rest);
    }
    k += 8;
    x += row << 3;
  } while (k < count);
}

/** The larger, or the smaller; where v is NaN, anything. */
@inline
function larger(largest: bool, v: v128, found: v128): v128 {
  return largest ? f32x4.pmax(v, found) : f32x4.pmin(v, found);
}

/** NaN where one of both is: several instructions, other than above. */
@inline
function largerOrNaN(largest: bool, a: v128, b: v128): v128 {
  return largest ? f32x4.max(a, b) : f32x4.min(a, b);
}

/** The largest or smallest of `count` neighbouring floats. */
@inline
function rowExtreme(largest: bool, x: usize, count: i32): f32 {
  const empty: f32 = largest ? -Infinity : Infinity;
  let a = f32x4.splat(empty);
  let b = a;
  let numbers = f32x4.eq(a, a);
  for (; count >= 8; count -= 8, x += 32) {
    const v = v128.load(x);
    const w = v128.load(x, 16);
    a = larger(largest, v, a);
    b = larger(largest, w, b);
    numbers = v128.and(numbers, v128.and(f32x4.eq(v, v), f32x4.eq(w, w)));
  }
  for (; count > 0; count -= 4, x += 16) {
    const v = loadOrElse(empty, x, count);
    a = larger(largest, v, a);
    numbers = v128.and(numbers, f32x4.eq(v, v));
  }
  a = v128.or(larger(largest, a, b), v128.not(numbers));
  a = largerOrNaN(largest, a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  a = largerOrNaN(largest, a, v128.shuffle<f32>(a, a, 1, 0, 3, 2));
  return f32x4.extract_lane(a, 0);
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

/** Writes e^(x − largest) of four floats, or of the first `count`, and returns their sum in two parts. */
@inline
function fourExponentials(x: usize, y: usize, largest: v128, count: i32): v128 {
  const v = loadOrElse(-Infinity, x, count);
  const low = exponentialMinus(0, f64x2.sub(lowPair(v), largest));
  const high = exponentialMinus(0, f64x2.sub(highPair(v), largest));
  storeLanes(y, rounded(low, high), count);
  return f64x2.add(low, high);
}

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)`. */
function softmax(x: usize, y: usize, rows: i32, count: i32): void {
  const row = <usize>count << 2;
  for (; rows > 0; rows--, x += row, y += row) {
    const largest = f64x2.splat(rowExtreme(true, x, count));
    let total = f64x2.splat(0);
    let source = x;
    let target = y;
    // Eight at a time share the constants; e^−∞, 0, stands for those behind the row.
    for (let rest = count; rest > 0; rest -= 8, source += 32, target += 32) {
      total = f64x2.add(total, fourExponentials(source, target, largest, rest));
      if (rest > 4) total = f64x2.add(total, fourExponentials(source + 16, target + 16, largest, rest - 4));
    }
    const share = f64x2.splat(1 / bothLanes(total));
    target = y;
    for (let rest = count; rest > 0; rest -= 4, target += 16) {
      const e = v128.load(target);
      storeLanes(target, rounded(f64x2.mul(lowPair(e), share), f64x2.mul(highPair(e), share)), rest);
    }
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
