// Depthwise convolution, tile by tile: the sums of a tile lie in scratch that stays in cache, and are stored with bias and
// clamp. The formula is at the op's spec.

import { depthwiseTile } from "./depthwise-tile";
import { clamp } from "./product-tile";
import { storeLanes } from "./vector-store";

export { activate } from "./activate";
export { packDepthwise } from "./packing";

/**
 * `y[b,o,c·M+m] = clamp(h[b,o, m·C+c] + bias[c·M+m])` for the tiles `first` to `last` − 1 of all samples' tiles.
 *
 * `bias` is an address or 0, `h` scratch for `tileSteps` rows of `rowBytes`, behind which the window lies where `windowed`.
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

/** `y[c·M+m] = clamp(h[m·C+c] + bias[c·M+m])`: four at a time where they lie side by side, else one by one. */
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
  for (let c = 0; c < channels; c++) {
    for (let m = 0; m < multiplier; m++) {
      const sum = v128.load32_zero(h + (<usize>(m * channels + c) << 2));
      v128.store32_lane(y, clamp(bias ? f32x4.add(sum, v128.load32_zero(bias)) : sum, slope, low, high), 0);
      y += 4;
      if (bias) bias += 4;
    }
  }
}
