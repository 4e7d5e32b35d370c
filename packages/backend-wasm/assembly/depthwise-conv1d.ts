// Depthwise convolution, tile by tile: the sums of a tile lie in scratch that stays in cache, and are stored with bias and
// clamp. The formula is at the op's spec.

import { depthwiseTile } from "./depthwise-tile";
import { clamp } from "./product-tile";
import { storeLanes } from "./vector-store";

export { packDepthwise } from "./packing";

/**
 * `y[b,o,c·M+m] = clamp(h[b,o, m·C+c] + bias[m·C+c])` for the tiles `first` to `last` − 1 of all samples' tiles.
 *
 * `bias` is an address or 0, packed by packDepthwise, `h` scratch for `tileSteps` rows of `rowBytes`, behind which the window lies where `windowed`.
 */
export function convolve(
  h: usize, first: i32, last: i32,
  x: usize, depthwise: usize, bias: usize, y: usize, rowBytes: usize, tileSteps: i32, steps: i32, channels: i32,
  multiplier: i32, kernelSize: i32, outputSteps: i32, stride: f64, dilation: f64, padLeft: f64, windowed: i32, spread: i32,
  slope: f32, low: f32, high: f32,
): void {
  const terms = channels * multiplier;
  const tiles = (outputSteps + tileSteps - 1) / tileSteps;
  const window = windowed ? h + <usize>tileSteps * rowBytes : 0;
  for (; first < last; first++) {
    const sample = first / tiles;
    const start = (first % tiles) * tileSteps;
    const count = min(tileSteps, outputSteps - start);
    depthwiseTile(
      x + (<usize>(sample * steps * channels) << 2), depthwise, h, rowBytes, start, count, steps, channels, multiplier,
      kernelSize, stride, dilation, padLeft, window, spread,
    );
    const target = y + (<usize>((sample * outputSteps + start) * terms) << 2);
    for (let t = 0; t < count; t++) {
      finishRow(h + <usize>t * rowBytes, bias, target + (<usize>(t * terms) << 2), channels, multiplier, slope, low, high);
    }
  }
}

/** `y[c·M+m] = clamp(h[m·C+c] + bias[m·C+c])`, four channels at a time. */
function finishRow(
  h: usize, bias: usize, y: usize, channels: i32, multiplier: i32, slope: f32, low: f32, high: f32,
): void {
  if (multiplier == 1) {
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>c << 2;
      const sum = v128.load(h + at);
      storeLanes(y + at, clamp(bias ? f32x4.add(sum, v128.load(bias + at)) : sum, slope, low, high), channels - c);
    }
    return;
  }
  const step = <usize>multiplier << 2;
  for (let m = 0; m < multiplier; m++) {
    let target = y + (<usize>m << 2);
    for (let c = 0; c < channels; c += 4) {
      const at = <usize>(m * channels + c) << 2;
      const sum = v128.load(h + at);
      const v = clamp(bias ? f32x4.add(sum, v128.load(bias + at)) : sum, slope, low, high);
      v128.store32_lane(target, v, 0);
      if (channels > c + 1) v128.store32_lane(target + step, v, 1);
      if (channels > c + 2) v128.store32_lane(target + step * 2, v, 2);
      if (channels > c + 3) v128.store32_lane(target + step * 3, v, 3);
      target += step << 2;
    }
  }
}
