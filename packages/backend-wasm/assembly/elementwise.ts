// Elementwise functions: arithmetic four lanes at a time, what needs an exponential, a logarithm or a quotient that must
// be right to the last place as two numbers in f64. Up to three floats past the last element are read and never written.

import {
  activation, isElu, isExp, isHardSigmoid, isSelu, isSigmoid, isSilu, isSoftplus, isSoftsign, isTanh,
} from "./activation";
import { logarithm } from "./exponential";
import {
  isGelu, isGeluTanh, isHardSigmoidKeras2, isHardSilu, isMish, isSparsePlus, isSquareplus, isTanhShrink,
  separateActivation,
} from "./separate-activation";
import { loadPair, rounded, storeLanes } from "./vector-store";

export {
  absolute as abs, add, divide as div, elu, exponentials as exp, gate, gelu, geluTanh, hardShrink, hardSigmoid,
  hardSigmoidKeras2, hardSilu, hardTanh, leakyRelu, logarithms as log, logSigmoid, maximum, minimum, mish,
  multiply as mul, negate as neg, reciprocalRoot as rsqrt, relu, relu6, root as sqrt, selu, sigmoid, sign, silu,
  softplus, softShrink, softsign, sparsePlus, sparseSigmoid, square, squareplus, step, subtract as sub,
  tangents as tanh, tanhShrink,
};

/** Names of the functions below, constants: each loop compiles to the one that it is called with. */
const isNegate = 0, isAbsolute = 1, isSquare = 2, isRoot = 3, isReciprocalRoot = 4, isStep = 5, isRelu = 6, isRelu6 = 7;
const isLeakyRelu = 8, isSign = 9, isSoftShrink = 10, isHardShrink = 11, isHardTanh = 12, isSparseSigmoid = 13;

@inline
function ofOne(kind: i32, v: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  if (kind == isNegate) return f32x4.neg(v);
  if (kind == isAbsolute) return f32x4.abs(v);
  if (kind == isSquare) return f32x4.mul(v, v);
  if (kind == isRoot) return f32x4.sqrt(v);
  if (kind == isReciprocalRoot) return f32x4.div(one, f32x4.sqrt(v));
  if (kind == isStep) return v128.and(f32x4.gt(v, zero), one);
  // pmax(v, zero) in this order: NaN compares as not smaller and stays.
  if (kind == isRelu) return f32x4.pmax(v, zero);
  if (kind == isRelu6) return f32x4.pmin(f32x4.pmax(v, zero), f32x4.splat(6));
  if (kind == isLeakyRelu) return f32x4.pmax(v, f32x4.mul(v, f32x4.splat(0.2)));
  if (kind == isSign) return v128.bitselect(v, copySign(one, v), v128.not(f32x4.gt(f32x4.abs(v), zero)));
  // Comparisons give 0 for NaN, here and below, as TensorFlow's.
  if (kind == isHardShrink) return v128.and(v, f32x4.gt(f32x4.abs(v), half));
  if (kind == isSoftShrink) return v128.and(f32x4.sub(v, copySign(half, v)), f32x4.gt(f32x4.abs(v), half));
  if (kind == isHardTanh) return f32x4.pmin(f32x4.pmax(v, f32x4.neg(one)), one);
  return f32x4.pmin(f32x4.pmax(f32x4.mul(f32x4.add(v, one), half), zero), one);
}

@inline
function copySign(size: v128, v: v128): v128 {
  return v128.bitselect(v, size, f32x4.splat(-0.0));
}

@inline
function eachOfOne(kind: i32, x: usize, y: usize, count: i32): void {
  for (; count >= 8; count -= 8, x += 32, y += 32) {
    const first = ofOne(kind, v128.load(x));
    const second = ofOne(kind, v128.load(x, 16));
    v128.store(y, first);
    v128.store(y, second, 16);
  }
  for (; count > 0; count -= 4, x += 16, y += 16) storeLanes(y, ofOne(kind, v128.load(x)), count);
}

function negate(x: usize, y: usize, count: i32): void {
  eachOfOne(isNegate, x, y, count);
}
function absolute(x: usize, y: usize, count: i32): void {
  eachOfOne(isAbsolute, x, y, count);
}
function square(x: usize, y: usize, count: i32): void {
  eachOfOne(isSquare, x, y, count);
}
function root(x: usize, y: usize, count: i32): void {
  eachOfOne(isRoot, x, y, count);
}
function reciprocalRoot(x: usize, y: usize, count: i32): void {
  eachOfOne(isReciprocalRoot, x, y, count);
}
function step(x: usize, y: usize, count: i32): void {
  eachOfOne(isStep, x, y, count);
}
function relu(x: usize, y: usize, count: i32): void {
  eachOfOne(isRelu, x, y, count);
}
function relu6(x: usize, y: usize, count: i32): void {
  eachOfOne(isRelu6, x, y, count);
}
function leakyRelu(x: usize, y: usize, count: i32): void {
  eachOfOne(isLeakyRelu, x, y, count);
}
function sign(x: usize, y: usize, count: i32): void {
  eachOfOne(isSign, x, y, count);
}
function softShrink(x: usize, y: usize, count: i32): void {
  eachOfOne(isSoftShrink, x, y, count);
}
function hardShrink(x: usize, y: usize, count: i32): void {
  eachOfOne(isHardShrink, x, y, count);
}
function hardTanh(x: usize, y: usize, count: i32): void {
  eachOfOne(isHardTanh, x, y, count);
}
function sparseSigmoid(x: usize, y: usize, count: i32): void {
  eachOfOne(isSparseSigmoid, x, y, count);
}

function logarithms(x: usize, y: usize, count: i32): void {
  for (; count > 0; count -= 4, x += 16, y += 16) {
    storeLanes(y, rounded(logarithm(loadPair(x)), logarithm(loadPair(x + 8))), count);
  }
}

@inline
function activations(code: i32, x: usize, y: usize, count: i32): void {
  for (; count > 0; count -= 4, x += 16, y += 16) {
    storeLanes(y, rounded(activation(code, loadPair(x)), activation(code, loadPair(x + 8))), count);
  }
}

function exponentials(x: usize, y: usize, count: i32): void {
  activations(isExp, x, y, count);
}
function elu(x: usize, y: usize, count: i32): void {
  activations(isElu, x, y, count);
}
function selu(x: usize, y: usize, count: i32): void {
  activations(isSelu, x, y, count);
}
function sigmoid(x: usize, y: usize, count: i32): void {
  activations(isSigmoid, x, y, count);
}
function tangents(x: usize, y: usize, count: i32): void {
  activations(isTanh, x, y, count);
}
function hardSigmoid(x: usize, y: usize, count: i32): void {
  activations(isHardSigmoid, x, y, count);
}
function softplus(x: usize, y: usize, count: i32): void {
  activations(isSoftplus, x, y, count);
}
function softsign(x: usize, y: usize, count: i32): void {
  activations(isSoftsign, x, y, count);
}
function silu(x: usize, y: usize, count: i32): void {
  activations(isSilu, x, y, count);
}

@inline
function separateActivations(code: i32, x: usize, y: usize, count: i32): void {
  for (; count > 0; count -= 4, x += 16, y += 16) {
    storeLanes(y, rounded(separateActivation(code, loadPair(x)), separateActivation(code, loadPair(x + 8))), count);
  }
}

function gelu(x: usize, y: usize, count: i32): void {
  separateActivations(isGelu, x, y, count);
}
function geluTanh(x: usize, y: usize, count: i32): void {
  separateActivations(isGeluTanh, x, y, count);
}
function mish(x: usize, y: usize, count: i32): void {
  separateActivations(isMish, x, y, count);
}
function hardSilu(x: usize, y: usize, count: i32): void {
  separateActivations(isHardSilu, x, y, count);
}
function hardSigmoidKeras2(x: usize, y: usize, count: i32): void {
  separateActivations(isHardSigmoidKeras2, x, y, count);
}
function squareplus(x: usize, y: usize, count: i32): void {
  separateActivations(isSquareplus, x, y, count);
}
function tanhShrink(x: usize, y: usize, count: i32): void {
  separateActivations(isTanhShrink, x, y, count);
}
function sparsePlus(x: usize, y: usize, count: i32): void {
  separateActivations(isSparsePlus, x, y, count);
}
/** ln(1 / (1 + e⁻ᵛ)) = −softplus(−v) */
function logSigmoid(x: usize, y: usize, count: i32): void {
  negate(x, y, count);
  softplus(y, y, count);
  negate(y, y, count);
}

const isAdd = 0, isSubtract = 1, isMultiply = 2, isDivide = 3, isMaximum = 4, isMinimum = 5, isGate = 6;

@inline
function ofTwo(kind: i32, a: v128, b: v128): v128 {
  if (kind == isAdd) return f32x4.add(a, b);
  if (kind == isSubtract) return f32x4.sub(a, b);
  if (kind == isMultiply) return f32x4.mul(a, b);
  if (kind == isDivide) return f32x4.div(a, b);
  if (kind == isMaximum) return f32x4.max(a, b);
  if (kind == isGate) return f32x4.mul(a, v128.and(f32x4.gt(b, f32x4.splat(0)), f32x4.splat(1)));
  return f32x4.min(a, b);
}

/**
 * `y[r,i] = kind(a[r,i], b[r,i])`: y is contiguous; rows of a and b are `aRow`, `bRow` bytes apart, and within a row an
 * operand either runs along (`aRuns`) or repeats one element.
 */
@inline
function eachOfTwo(
  kind: i32, a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  const yRow = <usize>columns << 2;
  for (; rows > 0; rows--, a += aRow, b += bRow, y += yRow) {
    const last = rows == 1;
    if (!aRuns) rowOfTwo(kind, a, b, y, columns, last, false, true);
    else if (!bRuns) rowOfTwo(kind, a, b, y, columns, last, true, false);
    else rowOfTwo(kind, a, b, y, columns, last, true, true);
  }
}

/** What is written past the end of a row, up to three elements, is written again with the next row; not so after the last. */
@inline
function rowOfTwo(
  kind: i32, a: usize, b: usize, y: usize, count: i32, last: bool, aRuns: bool, bRuns: bool,
): void {
  const left = v128.load32_splat(a);
  const right = v128.load32_splat(b);
  for (; count >= 8; count -= 8, y += 32) {
    const first = ofTwo(kind, aRuns ? v128.load(a) : left, bRuns ? v128.load(b) : right);
    const second = ofTwo(kind, aRuns ? v128.load(a, 16) : left, bRuns ? v128.load(b, 16) : right);
    v128.store(y, first);
    v128.store(y, second, 16);
    if (aRuns) a += 32;
    if (bRuns) b += 32;
  }
  for (; count > 0; count -= 4, y += 16) {
    const value = ofTwo(kind, aRuns ? v128.load(a) : left, bRuns ? v128.load(b) : right);
    storeLanes(y, value, last ? count : 4);
    if (aRuns) a += 16;
    if (bRuns) b += 16;
  }
}

function add(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isAdd, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function subtract(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isSubtract, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function multiply(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isMultiply, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function divide(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isDivide, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function maximum(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isMaximum, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function minimum(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isMinimum, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
function gate(
  a: usize, b: usize, y: usize, rows: i32, columns: i32, aRow: usize, bRow: usize, aRuns: bool, bRuns: bool,
): void {
  eachOfTwo(isGate, a, b, y, rows, columns, aRow, bRow, aRuns, bRuns);
}
