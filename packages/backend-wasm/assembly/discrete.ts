// What reads or writes int32 and bool element by element, in lanes of 32 bits. The kind is chosen in the loop, as the code is
// to stay small.

import { loadElements, storeElements } from "./lanes";

/** The codes of src/kernels/binary.ts, which wrap, and of src/kernels/compare.ts. */
function ofTwo(kind: i32, a: v128, b: v128): v128 {
  switch (kind) {
    case 0:
      return i32x4.add(a, b);
    case 1:
      return i32x4.sub(a, b);
    case 2:
      return i32x4.mul(a, b);
    case 3:
      return i32x4.max_s(a, b);
    case 4:
      return i32x4.min_s(a, b);
    case 5:
      return truth(i32x4.eq(a, b));
    case 6:
      return truth(i32x4.ne(a, b));
    case 7:
      return truth(i32x4.gt_s(a, b));
    case 8:
      return truth(i32x4.ge_s(a, b));
    case 9:
      return truth(f32x4.eq(a, b));
    case 10:
      return truth(f32x4.ne(a, b));
    case 11:
      return truth(f32x4.gt(a, b));
    default:
      return truth(f32x4.ge(a, b));
  }
}

@inline
function truth(mask: v128): v128 {
  return v128.and(mask, i32x4.splat(1));
}

/**
 * `y[r,i] = kind(a[r,i], b[r,i])` with elements of `bytes` and `yBytes`: y is contiguous; rows of a and b are `aRow`, `bRow`
 * bytes apart, and within a row an operand either runs along or repeats one element.
 */
export function combine(
  kind: i32, bytes: i32, yBytes: i32, a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize,
  aRuns: bool, bRuns: bool,
): void {
  const vectorBytes = <usize>bytes << 2;
  for (; rows > 0; rows--) {
    let left = a;
    let right = b;
    for (let rest = columns; rest > 0; rest -= 4) {
      const v = ofTwo(kind, loadElements(left, bytes, aRuns), loadElements(right, bytes, bRuns));
      y = storeElements(y, v, yBytes, rest);
      if (aRuns) left += vectorBytes;
      if (bRuns) right += vectorBytes;
    }
    a += aRow;
    b += bRow;
  }
}

/** `y[i] = condition[i] ? a[i] : b[i]`, bit by bit. */
export function select(condition: usize, a: usize, b: usize, y: usize, bytes: i32, count: i32): void {
  const vectorBytes = <usize>bytes << 2;
  for (; count > 0; count -= 4) {
    const chosen = i32x4.ne(loadElements(condition, 1, true), i32x4.splat(0));
    y = storeElements(
      y, v128.bitselect(loadElements(a, bytes, true), loadElements(b, bytes, true), chosen), bytes, count,
    );
    condition += 4;
    a += vectorBytes;
    b += vectorBytes;
  }
}

/** `y[i] = x[i]`: a float is cut towards zero for an integer, and a truth value asks whether x is 0. */
export function cast(
  x: usize, y: usize, bytes: i32, yBytes: i32, fromFloat: bool, toFloat: bool, count: i32,
): void {
  const zero = i32x4.splat(0);
  for (; count > 0; count -= 4) {
    let v = loadElements(x, bytes, true);
    if (yBytes == 1) v = truth(fromFloat ? f32x4.ne(v, zero) : i32x4.ne(v, zero));
    else if (fromFloat != toFloat) v = toFloat ? f32x4.convert_i32x4_s(v) : i32x4.trunc_sat_f32x4_s(v);
    y = storeElements(y, v, yBytes, count);
    x += <usize>bytes << 2;
  }
}
