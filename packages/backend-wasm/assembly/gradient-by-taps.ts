// Gradients of the separable convolution, tile by tile, with h and dh in one scratch that stays in cache. The formulas
// are at the op's spec. Tiles are added in order, so that the same inputs give the same bits.

import { depthwiseTile } from "./depthwise-tile";
import { accumulates, productOfRows, productTile } from "./product-tile";

/**
 * Adds what every tile contributes. An address of 0 stands for a gradient that is not wanted.
 *
 * | address | content | starts as |
 * |---|---|---|
 * | depthwise | D packed `[M, K, C]` | |
 * | panels | P transposed and packed, `[⌈Q/8⌉, F, 8]`; read for dx and dDepthwise | |
 * | tile | scratch, `tileSteps` rows of `rowBytes` | |
 * | dx | `[B, L, C]` | anything |
 * | dDepthwise | scratch `[M, K, ⌈C/4⌉·4]`, see unpackDepthwise | anything |
 * | dPointwise | `[Q, F]` | anything |
 * | dBias | scratch `[⌈F/4⌉·4]` | anything |
 */
export function differentiateByTaps(
  x: usize, depthwise: usize, panels: usize, e: usize, tile: usize, rowBytes: usize, tileSteps: i32,
  dx: usize, dDepthwise: usize, dPointwise: usize, dBias: usize,
  batch: i32, steps: i32, channels: i32, multiplier: i32, kernelSize: i32, filters: i32, outputSteps: i32,
  stride: f64, dilation: f64, padLeft: f64, window: usize, spread: i32,
): void {
  const terms = channels * multiplier;
  const eRow = <usize>filters << 2;
  const inputBytes = <usize>(steps * channels) << 2;
  const paddedChannels = (channels + 3) & ~3;
  if (dx) memory.fill(dx, 0, <usize>batch * inputBytes);
  if (dDepthwise) memory.fill(dDepthwise, 0, <usize>(multiplier * kernelSize * paddedChannels) << 2);
  if (dPointwise) memory.fill(dPointwise, 0, <usize>terms * eRow);
  if (dBias) memory.fill(dBias, 0, (eRow + 15) & ~15);
  for (; batch > 0; batch--) {
    for (let first = 0; first < outputSteps; first += tileSteps) {
      const count = min(tileSteps, outputSteps - first);
      if (dBias) addBias(dBias, e, eRow, count);
      if (dPointwise) {
        depthwiseTile(
          x, depthwise, tile, rowBytes, first, count, steps, channels, multiplier, kernelSize, stride, dilation,
          padLeft, window, spread,
        );
        addPointwise(dPointwise, tile, rowBytes, e, eRow, count, channels, multiplier, filters);
      }
      if (dx || dDepthwise) {
        // dh[t,q] = Σ_f e[t,f]·P[q,f], with q in the order m·C + c
        productOfRows(filters, e, eRow, 4, panels, 0, tile, rowBytes, count, terms, 1, -Infinity, Infinity);
        for (let j = 0; j < kernelSize; j++) {
          // Output steps whose tap j lies inside the input: 0 ≤ t·stride + offset < steps.
          const offset = <f64>j * dilation - padLeft;
          const start = <i32>min(max(ceil(-offset / stride), first), <f64>(first + count));
          const end = <i32>min(max(floor((<f64>(steps - 1) - offset) / stride) + 1, first), <f64>(first + count));
          if (start >= end) continue;
          const position = <usize>(<f64>start * stride + offset) * <usize>channels << 2;
          const rows = tile + <usize>(start - first) * rowBytes;
          const strideBytes = <usize>(stride * <f64>(channels << 2));
          for (let m = 0; m < multiplier; m++) {
            const dh = rows + (<usize>(m * channels) << 2);
            const tap = m * kernelSize + j;
            if (dDepthwise) {
              const sums = dDepthwise + (<usize>(tap * paddedChannels) << 2);
              addDepthwise(sums, dh, rowBytes, x + position, strideBytes, end - start, channels);
            }
            if (dx) {
              const weights = depthwise + (<usize>(tap * channels) << 2);
              addInput(dx + position, strideBytes, dh, rowBytes, weights, end - start, channels);
            }
          }
        }
      }
      e += <usize>count * eRow;
    }
    x += inputBytes;
    if (dx) dx += inputBytes;
  }
}

/** `dBias[f] += Σ_t e[t,f]`; up to three floats past the last filter are sums of nothing. */
function addBias(dBias: usize, e: usize, eRow: usize, count: i32): void {
  for (let f: usize = 0; f < eRow; f += 16) {
    let sum = f32x4.splat(0);
    let source = e + f;
    for (let t = 0; t < count; t++) {
      sum = f32x4.add(sum, v128.load(source));
      source += eRow;
    }
    v128.store(dBias + f, f32x4.add(sum, v128.load(dBias + f)));
  }
}

/** `dPointwise[c·M+m, f] += Σ_t h[t, m·C+c]·e[t,f]`. */
function addPointwise(
  dPointwise: usize, h: usize, rowBytes: usize, e: usize, eRow: usize, count: i32, channels: i32, multiplier: i32,
  filters: i32,
): void {
  const yRow = <usize>multiplier * eRow;
  for (let m = 0; m < multiplier; m++) {
    for (let c = 0; c < channels; c += 4) {
      for (let f = 0; f < filters; f += 8) {
        productTile(
          count, h + (<usize>(m * channels + c) << 2), 4, rowBytes, e + (<usize>f << 2), eRow, 0,
          dPointwise + <usize>(c * multiplier + m) * eRow + (<usize>f << 2), yRow, channels - c, filters - f,
          accumulates, 0, 0, 0,
        );
      }
    }
  }
}

/** `sums[c] += Σ_t dh[t,c]·x[t·stride,c]`; lanes past the last channel hold nothing of use. */
function addDepthwise(
  sums: usize, dh: usize, rowBytes: usize, x: usize, strideBytes: usize, count: i32, channels: i32,
): void {
  let c = 0;
  for (; c + 16 <= channels; c += 16) {
    let sum0 = v128.load(sums);
    let sum1 = v128.load(sums, 16);
    let sum2 = v128.load(sums, 32);
    let sum3 = v128.load(sums, 48);
    let left = dh + (<usize>c << 2);
    let right = x + (<usize>c << 2);
    for (let t = 0; t < count; t++) {
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(left), v128.load(right)));
      sum1 = f32x4.add(sum1, f32x4.mul(v128.load(left, 16), v128.load(right, 16)));
      sum2 = f32x4.add(sum2, f32x4.mul(v128.load(left, 32), v128.load(right, 32)));
      sum3 = f32x4.add(sum3, f32x4.mul(v128.load(left, 48), v128.load(right, 48)));
      left += rowBytes;
      right += strideBytes;
    }
    v128.store(sums, sum0);
    v128.store(sums, sum1, 16);
    v128.store(sums, sum2, 32);
    v128.store(sums, sum3, 48);
    sums += 64;
  }
  for (; c < channels; c += 4) {
    let sum = f32x4.splat(0);
    let left = dh + (<usize>c << 2);
    let right = x + (<usize>c << 2);
    for (let t = 0; t < count; t++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(left), v128.load(right)));
      left += rowBytes;
      right += strideBytes;
    }
    v128.store(sums, f32x4.add(sum, v128.load(sums)));
    sums += 16;
  }
}

/** `dx[t·stride,c] += weights[c]·dh[t,c]`. */
function addInput(
  dx: usize, strideBytes: usize, dh: usize, rowBytes: usize, weights: usize, count: i32, channels: i32,
): void {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const weight = v128.load(weights + (<usize>c << 2));
    let target = dx + (<usize>c << 2);
    let source = dh + (<usize>c << 2);
    for (let t = 0; t < count; t++) {
      v128.store(target, f32x4.add(v128.load(target), f32x4.mul(weight, v128.load(source))));
      target += strideBytes;
      source += rowBytes;
    }
  }
  for (; c < channels; c++) {
    const weight = load<f32>(weights + (<usize>c << 2));
    let target = dx + (<usize>c << 2);
    let source = dh + (<usize>c << 2);
    for (let t = 0; t < count; t++) {
      store<f32>(target, load<f32>(target) + weight * load<f32>(source));
      target += strideBytes;
      source += rowBytes;
    }
  }
}

/** `[M, K, ⌈C/4⌉·4]` → `[K, C, M]`. */
export function unpackDepthwise(
  source: usize, target: usize, kernelSize: i32, channels: i32, multiplier: i32,
): void {
  const paddedChannels = (channels + 3) & ~3;
  for (let j = 0; j < kernelSize; j++) {
    for (let c = 0; c < channels; c++) {
      for (let m = 0; m < multiplier; m++) {
        store<u32>(target, load<u32>(source + (<usize>((m * kernelSize + j) * paddedChannels + c) << 2)));
        target += 4;
      }
    }
  }
}
