// Sums of products of two sequences that slide along each other, four channels at a time: what a depthwise convolution, its
// filter's gradient and its input's gradient have in common.

import { eightSteps } from "./depthwise-tile";

/** Spreads up to this one are computed class by class: with more, classes have too few members to fill eight. */
const largestSpread: usize = 8;

/**
 * `sums[i] = Σ_k b[k]·a[i·outStep + k·termStep]` for i below `outs` and k below `terms`; steps are bytes.
 *
 * Whole groups of outputs are written: room for 8·spread − 1 more is needed behind the last, and as much of a is read.
 */
export function slidingSums(
  a: usize, outStep: usize, termStep: usize, b: usize, bStep: usize, terms: i32, sums: usize, sumStep: usize, outs: i32,
): void {
  const spread = termStep / outStep;
  if (spread * outStep == termStep && spread <= largestSpread) {
    for (let i = 0; i < outs; i += <i32>spread << 3) {
      for (let member: usize = 0; member < spread; member++) {
        const out = <usize>i + member;
        eightSteps(a + out * outStep, b, sums + out * sumStep, sumStep * spread, terms, bStep, termStep);
      }
    }
  } else {
    for (let i = 0; i < outs; i += 8) {
      eightApart(a + <usize>i * outStep, outStep, termStep, b, bStep, terms, sums + <usize>i * sumStep, sumStep);
    }
  }
}

/** Outputs behind the last that slidingSums may write. */
export function slidingRoom(spread: i32): i32 {
  return spread <= <i32>largestSpread ? spread << 3 : 8;
}

/**
 * `sums[i] += Σ_k b[k]·a[i·outStep + k·termStep]` where the terms are many and the outputs few; 16 bytes from one sum to
 * the next, and whole groups of eight.
 */
export function addSlidingSums(
  a: usize, outStep: usize, termStep: usize, b: usize, bStep: usize, terms: i32, sums: usize, outs: i32, eight: usize,
): void {
  const spread = outStep / termStep;
  const shares = spread * termStep == outStep && spread <= largestSpread;
  for (let i = 0; i < outs; i += 8) {
    const from = a + <usize>i * outStep;
    if (shares) {
      for (let first: usize = 0; first < spread && <i32>first < terms; first++) {
        const members = (terms - <i32>first + <i32>spread - 1) / <i32>spread;
        eightSteps(from + first * termStep, b + first * bStep, eight, 16, members, bStep * spread, outStep);
        addEight(sums, eight);
      }
    } else {
      eightApart(from, outStep, termStep, b, bStep, terms, eight, 16);
      addEight(sums, eight);
    }
    sums += 128;
  }
}

function addEight(sums: usize, eight: usize): void {
  for (let end = eight + 128; eight < end; eight += 16) {
    v128.store(sums, f32x4.add(v128.load(sums), v128.load(eight)));
    sums += 16;
  }
}

/** Eight outputs that share nothing but b. */
function eightApart(
  a: usize, outStep: usize, termStep: usize, b: usize, bStep: usize, terms: i32, sums: usize, sumStep: usize,
): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
  for (; terms > 0; terms--) {
    const weight = v128.load(b);
    b += bStep;
    let at = a;
    a += termStep;
    sum0 = f32x4.add(f32x4.mul(v128.load(at), weight), sum0);
    at += outStep;
    sum1 = f32x4.add(f32x4.mul(v128.load(at), weight), sum1);
    at += outStep;
    sum2 = f32x4.add(f32x4.mul(v128.load(at), weight), sum2);
    at += outStep;
    sum3 = f32x4.add(f32x4.mul(v128.load(at), weight), sum3);
    at += outStep;
    sum4 = f32x4.add(f32x4.mul(v128.load(at), weight), sum4);
    at += outStep;
    sum5 = f32x4.add(f32x4.mul(v128.load(at), weight), sum5);
    at += outStep;
    sum6 = f32x4.add(f32x4.mul(v128.load(at), weight), sum6);
    at += outStep;
    sum7 = f32x4.add(f32x4.mul(v128.load(at), weight), sum7);
  }
  v128.store(sums, sum0);
  sums += sumStep;
  v128.store(sums, sum1);
  sums += sumStep;
  v128.store(sums, sum2);
  sums += sumStep;
  v128.store(sums, sum3);
  sums += sumStep;
  v128.store(sums, sum4);
  sums += sumStep;
  v128.store(sums, sum5);
  sums += sumStep;
  v128.store(sums, sum6);
  sums += sumStep;
  v128.store(sums, sum7);
}
