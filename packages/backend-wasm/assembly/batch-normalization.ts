// Batch normalization and its gradient. Rows come in chunks, the same whatever the number of threads: each adds up sums of its
// own in f64, which are then added in order. A part, the sums of a chunk, has for each four channels two vectors of a first
// and two of a second sum.

import { highPair, loadPair, lowPair, rounded, storeLanes } from "./vector-store";

/** Rows whose shares of a sum are added in registers. */
const blockRows: i32 = 16;

/**
 * The parts of chunks `first` to `last` − 1: `Σ d` and `Σ d²` with `d = x − x[0]`.
 *
 * A distance to one of the elements is at most √rows deviations larger than that to the mean, so that the variance does not
 * suffer from the difference of two sums in f64, however far the mean is from 0.
 */
export function addDistances(
  _scratch: usize, first: i32, last: i32, x: usize, parts: usize, partBytes: usize, chunkRows: i32, rows: i32, channels: i32,
): void {
  const row = <usize>channels << 2;
  for (; first < last; first++) {
    const part = parts + <usize>first * partBytes;
    memory.fill(part, 0, partBytes);
    const end = min((first + 1) * chunkRows, rows);
    for (let r = first * chunkRows; r < end; r += blockRows) {
      let place = part;
      let column = x;
      for (let c = 0; c < channels; c += 4, place += 64, column += 16) {
        const origin = originOf(column);
        const low = lowPair(origin);
        const high = highPair(origin);
        let sumLow = v128.load(place);
        let sumHigh = v128.load(place, 16);
        let squareLow = v128.load(place, 32);
        let squareHigh = v128.load(place, 48);
        let at = column + <usize>r * row;
        for (let count = min(end - r, blockRows); count > 0; count--, at += row) {
          const dLow = f64x2.sub(loadPair(at), low);
          const dHigh = f64x2.sub(loadPair(at + 8), high);
          sumLow = f64x2.add(sumLow, dLow);
          sumHigh = f64x2.add(sumHigh, dHigh);
          squareLow = f64x2.add(squareLow, f64x2.mul(dLow, dLow));
          squareHigh = f64x2.add(squareHigh, f64x2.mul(dHigh, dHigh));
        }
        v128.store(place, sumLow);
        v128.store(place, sumHigh, 16);
        v128.store(place, squareLow, 32);
        v128.store(place, squareHigh, 48);
      }
    }
  }
}

/** The first row of four columns; 0 for NaN and ∞, whose distance to themselves is none. */
@inline
function originOf(column: usize): v128 {
  const first = v128.load(column);
  return v128.and(first, f32x4.eq(f32x4.sub(first, first), f32x4.splat(0)));
}

/** Mean, variance, and for each four channels the vectors `factor` and `shift` of y. Address 0: no gamma, no beta. */
export function settleMoments(
  x: usize, parts: usize, partBytes: usize, chunks: i32, rows: i32, channels: i32, gamma: usize, beta: usize, epsilon: f64,
  mean: usize, variance: usize, coefficients: usize,
): void {
  const n = f64x2.splat(rows);
  const added = f64x2.splat(epsilon);
  for (let c = 0; c < channels; c += 4, parts += 64, x += 16, coefficients += 32) {
    const offset = <usize>c << 2;
    const origin = originOf(x);
    const offLow = f64x2.div(total(parts, partBytes, chunks), n);
    const offHigh = f64x2.div(total(parts + 16, partBytes, chunks), n);
    const meanLow = f64x2.add(lowPair(origin), offLow);
    const meanHigh = f64x2.add(highPair(origin), offHigh);
    const varianceLow = spread(total(parts + 32, partBytes, chunks), n, offLow);
    const varianceHigh = spread(total(parts + 48, partBytes, chunks), n, offHigh);
    const scale = gamma ? v128.load(gamma + offset) : f32x4.splat(1);
    const start = beta ? v128.load(beta + offset) : f32x4.splat(0);
    const factorLow = f64x2.div(lowPair(scale), f64x2.sqrt(f64x2.add(varianceLow, added)));
    const factorHigh = f64x2.div(highPair(scale), f64x2.sqrt(f64x2.add(varianceHigh, added)));
    const shiftLow = f64x2.sub(lowPair(start), f64x2.mul(meanLow, factorLow));
    const shiftHigh = f64x2.sub(highPair(start), f64x2.mul(meanHigh, factorHigh));
    storeLanes(mean + offset, rounded(meanLow, meanHigh), channels - c);
    storeLanes(variance + offset, rounded(varianceLow, varianceHigh), channels - c);
    v128.store(coefficients, rounded(factorLow, factorHigh));
    v128.store(coefficients, rounded(shiftLow, shiftHigh), 16);
  }
}

/** `Σ d² / n − (Σ d / n)²`; rounding makes it no less than 0, and NaN stays. */
@inline
function spread(squares: v128, n: v128, off: v128): v128 {
  return f64x2.max(f64x2.sub(f64x2.div(squares, n), f64x2.mul(off, off)), f64x2.splat(0));
}

/** `y = x · factor + shift` for chunks `first` to `last` − 1. */
export function scaleRows(
  _scratch: usize, first: i32, last: i32, x: usize, y: usize, coefficients: usize, chunkRows: i32, rows: i32, channels: i32,
): void {
  const row = <usize>channels << 2;
  const end = min(last * chunkRows, rows);
  for (let r = first * chunkRows; r < end; r += blockRows) {
    let place = coefficients;
    for (let c = 0; c < channels; c += 4, place += 32) {
      const factor = v128.load(place);
      const shift = v128.load(place, 16);
      let at = <usize>r * row + (<usize>c << 2);
      for (let count = min(end - r, blockRows); count > 0; count--, at += row) {
        storeLanes(y + at, f32x4.add(f32x4.mul(v128.load(x + at), factor), shift), channels - c);
      }
    }
  }
}

/** The parts of chunks `first` to `last` − 1: `Σ e` and `Σ e·(x − mean)`. */
export function addProducts(
  _scratch: usize, first: i32, last: i32, x: usize, e: usize, mean: usize, parts: usize, partBytes: usize, chunkRows: i32,
  rows: i32, channels: i32,
): void {
  const row = <usize>channels << 2;
  for (; first < last; first++) {
    const part = parts + <usize>first * partBytes;
    memory.fill(part, 0, partBytes);
    const end = min((first + 1) * chunkRows, rows);
    for (let r = first * chunkRows; r < end; r += blockRows) {
      let place = part;
      for (let c = 0; c < channels; c += 4, place += 64) {
        const low = loadPair(mean + (<usize>c << 2));
        const high = loadPair(mean + (<usize>c << 2) + 8);
        let sumLow = v128.load(place);
        let sumHigh = v128.load(place, 16);
        let productLow = v128.load(place, 32);
        let productHigh = v128.load(place, 48);
        let at = <usize>r * row + (<usize>c << 2);
        for (let count = min(end - r, blockRows); count > 0; count--, at += row) {
          const eLow = loadPair(e + at);
          const eHigh = loadPair(e + at + 8);
          sumLow = f64x2.add(sumLow, eLow);
          sumHigh = f64x2.add(sumHigh, eHigh);
          productLow = f64x2.add(productLow, f64x2.mul(eLow, f64x2.sub(loadPair(x + at), low)));
          productHigh = f64x2.add(productHigh, f64x2.mul(eHigh, f64x2.sub(loadPair(x + at + 8), high)));
        }
        v128.store(place, sumLow);
        v128.store(place, sumHigh, 16);
        v128.store(place, productLow, 32);
        v128.store(place, productHigh, 48);
      }
    }
  }
}

/**
 * dGamma, dBeta, and for each four channels the vectors of `dx = a·e + b·(x − mean) + c`: a, b, c and mean. Address 0: no
 * gamma, and gradients that are not wanted.
 */
export function settleProducts(
  parts: usize, partBytes: usize, chunks: i32, rows: i32, channels: i32, gamma: usize, mean: usize, variance: usize,
  epsilon: f64, dGamma: usize, dBeta: usize, coefficients: usize,
): void {
  const n = f64x2.splat(rows);
  const one = f64x2.splat(1);
  const added = f64x2.splat(epsilon);
  for (let c = 0; c < channels; c += 4, parts += 64, coefficients += 64) {
    const offset = <usize>c << 2;
    const deviations = v128.load(variance + offset);
    const scale = gamma ? v128.load(gamma + offset) : f32x4.splat(1);
    const sumLow = total(parts, partBytes, chunks);
    const sumHigh = total(parts + 16, partBytes, chunks);
    const inverseLow = f64x2.div(one, f64x2.sqrt(f64x2.add(lowPair(deviations), added)));
    const inverseHigh = f64x2.div(one, f64x2.sqrt(f64x2.add(highPair(deviations), added)));
    const productLow = f64x2.mul(total(parts + 32, partBytes, chunks), inverseLow);
    const productHigh = f64x2.mul(total(parts + 48, partBytes, chunks), inverseHigh);
    if (dBeta) storeLanes(dBeta + offset, rounded(sumLow, sumHigh), channels - c);
    if (dGamma) storeLanes(dGamma + offset, rounded(productLow, productHigh), channels - c);
    const aLow = f64x2.mul(lowPair(scale), inverseLow);
    const aHigh = f64x2.mul(highPair(scale), inverseHigh);
    const shareLow = f64x2.neg(f64x2.div(aLow, n));
    const shareHigh = f64x2.neg(f64x2.div(aHigh, n));
    const bLow = f64x2.mul(shareLow, f64x2.mul(productLow, inverseLow));
    const bHigh = f64x2.mul(shareHigh, f64x2.mul(productHigh, inverseHigh));
    v128.store(coefficients, rounded(aLow, aHigh));
    v128.store(coefficients, rounded(bLow, bHigh), 16);
    v128.store(coefficients, rounded(f64x2.mul(shareLow, sumLow), f64x2.mul(shareHigh, sumHigh)), 32);
    v128.store(coefficients, v128.load(mean + offset), 48);
  }
}

/** `dx = a·e + b·(x − mean) + c` for chunks `first` to `last` − 1. */
export function combineRows(
  _scratch: usize, first: i32, last: i32, x: usize, e: usize, dx: usize, coefficients: usize, chunkRows: i32, rows: i32,
  channels: i32,
): void {
  const row = <usize>channels << 2;
  const end = min(last * chunkRows, rows);
  for (let r = first * chunkRows; r < end; r += blockRows) {
    let place = coefficients;
    for (let c = 0; c < channels; c += 4, place += 64) {
      const a = v128.load(place);
      const b = v128.load(place, 16);
      const start = v128.load(place, 32);
      const mean = v128.load(place, 48);
      let at = <usize>r * row + (<usize>c << 2);
      for (let count = min(end - r, blockRows); count > 0; count--, at += row) {
        const distance = f32x4.sub(v128.load(x + at), mean);
        const product = f32x4.add(f32x4.mul(v128.load(e + at), a), start);
        storeLanes(dx + at, f32x4.add(f32x4.mul(distance, b), product), channels - c);
      }
    }
  }
}

/** Two sums of all chunks, added in order. */
@inline
function total(place: usize, partBytes: usize, chunks: i32): v128 {
  let sum = v128.load(place);
  for (let chunk = 1; chunk < chunks; chunk++) sum = f64x2.add(sum, v128.load(place + <usize>chunk * partBytes));
  return sum;
}
