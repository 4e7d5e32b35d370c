// The depthwise half of a separable convolution, for a few output steps at a time.
//
// Inside, channels are ordered m·C + c: then each multiplier is a plain depthwise convolution whose lanes are
// neighbouring channels.

import { endInside, firstInside } from "./inside";

/**
 * `h[t, m·C+c] = Σ_j D[m,j,c] · x[(first + t)·stride + j·dilation − padLeft, c]` for t from 0 to `count` − 1.
 *
 * x is one `[steps, channels]` of the batch, D is packed as `[M, K, C]`, rows of h are `rowBytes` apart. Taps outside the
 * input are skipped. Where `window` is no 0, it is scratch for what the tile
 * sees of four channels, `spread` is dilation / stride, and h has rows for a multiple of 8·spread. src/depthwise-window.ts
 * says when. Up to three floats past the end of a row of x and D are read, and written behind a row's channels:
 * there the next multiplier, or nothing, follows.
 */
export function depthwiseTile(
  x: usize, depthwise: usize, h: usize, rowBytes: usize, first: i32, count: i32, steps: i32, channels: i32,
  multiplier: i32, kernelSize: i32, stride: f64, dilation: f64, padLeft: f64, window: usize, spread: i32,
): void {
  const channelBytes = <usize>channels << 2;
  const tapBytes = <usize>(dilation * <f64>channelBytes);
  const strideBytes = <usize>(stride * <f64>channelBytes);
  for (let m = 0; m < multiplier; m++) {
    if (window) {
      const tapStep = <usize>spread << 4;
      for (let c: usize = 0; c < channelBytes; c += 16) {
        copySteps(
          x + c, window, count + (kernelSize + 6) * spread, <f64>first * stride - padLeft, stride, steps,
          channelBytes, strideBytes,
        );
        for (let t = 0; t < count; t += 8 * spread) {
          for (let step = 0; step < spread; step++) {
            const row = <usize>(t + step);
            eightSteps(
              window + (row << 4), depthwise + c, h + row * rowBytes + c, rowBytes * spread, kernelSize, channelBytes,
              tapStep,
            );
          }
        }
      }
    } else
    for (let t = 0; t < count; ) {
      const origin = <f64>(first + t) * stride - padLeft;
      const lastPosition = origin + 3 * stride + <f64>(kernelSize - 1) * dilation;
      let rows = 1;
      let tap = 0;
      let end = kernelSize;
      if (t + 4 <= count && origin >= 0 && lastPosition < <f64>steps) rows = 4;
      else {
        tap = firstInside(origin, dilation, kernelSize);
        end = endInside(origin, dilation, kernelSize, steps);
      }
      const taps = end - tap;
      const position = taps > 0 ? <usize>(origin + <f64>tap * dilation) : 0;
      const row = x + position * channelBytes;
      const filter = depthwise + <usize>tap * channelBytes;
      const target = h + <usize>t * rowBytes;
      for (let c: usize = 0; c < channelBytes; c += 16) {
        if (rows == 4) fourSteps(row + c, filter + c, target + c, rowBytes, taps, channelBytes, tapBytes, strideBytes);
        else oneStep(row + c, filter + c, target + c, taps, channelBytes, tapBytes);
      }
      t += rows;
    }
    depthwise += <usize>kernelSize * channelBytes;
    h += channelBytes;
  }
}

/** Four channels of one output step. */
@inline
function oneStep(x: usize, filter: usize, h: usize, taps: i32, channelBytes: usize, tapBytes: usize): void {
  let sum = f32x4.splat(0);
  for (; taps > 0; taps--) {
    sum = f32x4.add(f32x4.mul(v128.load(x), v128.load(filter)), sum);
    x += tapBytes;
    filter += channelBytes;
  }
  v128.store(h, sum);
}

/** Four channels of four neighbouring output steps, all of whose taps lie inside the input. */
@inline
function fourSteps(
  x: usize, filter: usize, h: usize, rowBytes: usize, taps: i32, channelBytes: usize, tapBytes: usize,
  strideBytes: usize,
): void {
  let x1 = x + strideBytes;
  let x2 = x1 + strideBytes;
  let x3 = x2 + strideBytes;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0, sum2 = sum0, sum3 = sum0;
  for (; taps > 0; taps--) {
    const weight = v128.load(filter);
    filter += channelBytes;
    sum0 = f32x4.add(f32x4.mul(v128.load(x), weight), sum0);
    x += tapBytes;
    sum1 = f32x4.add(f32x4.mul(v128.load(x1), weight), sum1);
    x1 += tapBytes;
    sum2 = f32x4.add(f32x4.mul(v128.load(x2), weight), sum2);
    x2 += tapBytes;
    sum3 = f32x4.add(f32x4.mul(v128.load(x3), weight), sum3);
    x3 += tapBytes;
  }
  v128.store(h, sum0);
  v128.store(h + rowBytes, sum1);
  v128.store(h + rowBytes * 2, sum2);
  v128.store(h + rowBytes * 3, sum3);
}

/**
 * Copies four channels of the input steps `origin + i·stride` for i from 0 to `rows` − 1, zeros where there is none:
 * rows of 16 bytes side by side stay in the first level of cache, where rows of the input that are a power of two apart
 * throw each other out.
 */
export function copySteps(
  x: usize, target: usize, rows: i32, origin: f64, stride: f64, steps: i32, channelBytes: usize, strideBytes: usize,
): void {
  const start = firstInside(origin, stride, rows);
  const end = endInside(origin, stride, rows, steps);
  zeroSteps(target, start);
  if (start < end) x += <usize>(origin + <f64>start * stride) * channelBytes;
  target += <usize>start << 4;
  for (let row = start; row < end; row++) {
    v128.store(target, v128.load(x));
    x += strideBytes;
    target += 16;
  }
  zeroSteps(target, rows - max(start, end));
}

function zeroSteps(target: usize, rows: i32): void {
  for (; rows > 0; rows--) {
    v128.store(target, f32x4.splat(0));
    target += 16;
  }
}

/**
 * Four channels of eight output steps that lie as far apart as taps: two taps at a time share what they read. A function
 * of its own, and with one loop, as V8 then keeps all sums in registers.
 */
export function eightSteps(
  x: usize, filter: usize, h: usize, rowBytes: usize, taps: i32, channelBytes: usize, tapBytes: usize,
): void {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0, sum2 = sum0, sum3 = sum0, sum4 = sum0, sum5 = sum0, sum6 = sum0, sum7 = sum0;
  if (taps & 1) {
    const weight = v128.load(filter);
    filter += channelBytes;
    let at = x;
    sum0 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum1 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum2 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum3 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum4 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum5 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum6 = f32x4.mul(v128.load(at), weight);
    at += tapBytes;
    sum7 = f32x4.mul(v128.load(at), weight);
    x += tapBytes;
  }
  for (; taps > 1; taps -= 2) {
    const first = v128.load(filter);
    filter += channelBytes;
    const second = v128.load(filter);
    filter += channelBytes;
    sum0 = multiplyAdd(v128.load(x), first, sum0);
    let at = x + tapBytes;
    let value = v128.load(at);
    sum1 = multiplyAdd(value, first, sum1);
    sum0 = multiplyAdd(value, second, sum0);
    at += tapBytes;
    value = v128.load(at);
    sum2 = multiplyAdd(value, first, sum2);
    sum1 = multiplyAdd(value, second, sum1);
    at += tapBytes;
    value = v128.load(at);
    sum3 = multiplyAdd(value, first, sum3);
    sum2 = multiplyAdd(value, second, sum2);
    at += tapBytes;
    value = v128.load(at);
    sum4 = multiplyAdd(value, first, sum4);
    sum3 = multiplyAdd(value, second, sum3);
    at += tapBytes;
    value = v128.load(at);
    sum5 = multiplyAdd(value, first, sum5);
    sum4 = multiplyAdd(value, second, sum4);
    at += tapBytes;
    value = v128.load(at);
    sum6 = multiplyAdd(value, first, sum6);
    sum5 = multiplyAdd(value, second, sum5);
    at += tapBytes;
    value = v128.load(at);
    sum7 = multiplyAdd(value, first, sum7);
    sum6 = multiplyAdd(value, second, sum6);
    at += tapBytes;
    sum7 = multiplyAdd(v128.load(at), second, sum7);
    x += tapBytes << 1;
  }
  v128.store(h, sum0);
  h += rowBytes;
  v128.store(h, sum1);
  h += rowBytes;
  v128.store(h, sum2);
  h += rowBytes;
  v128.store(h, sum3);
  h += rowBytes;
  v128.store(h, sum4);
  h += rowBytes;
  v128.store(h, sum5);
  h += rowBytes;
  v128.store(h, sum6);
  h += rowBytes;
  v128.store(h, sum7);
}

@inline
function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), sum);
}
