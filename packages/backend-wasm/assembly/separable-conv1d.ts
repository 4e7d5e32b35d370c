// Fused separable convolution, tile by tile: depthwise into a scratch that stays in cache, then the pointwise product
// over it, with bias and clamp at the store. The formula is at the op's spec.

import { depthwiseTile } from "./depthwise-tile";
import { productOfRows } from "./product-tile";

export { packPanels } from "./packing";
export { productOfRows } from "./product-tile";

/**
 * `y[b,o,f] = clamp(Σ_q h[b,o,q]·P[q,f] + bias[f])` for the tiles `first` to `last` − 1 of all samples' tiles.
 *
 * `panels` is P packed by packPanels, `bias` an address or 0, `h` scratch for `tileSteps` rows of `rowBytes`, behind which
 * the window lies where `windowed`.
 */
export function convolve(
  h: usize, first: i32, last: i32,
  x: usize, depthwise: usize, panels: usize, bias: usize, y: usize, rowBytes: usize, tileSteps: i32,
  steps: i32, channels: i32, multiplier: i32, kernelSize: i32, filters: i32, outputSteps: i32,
  stride: f64, dilation: f64, padLeft: f64, windowed: i32, spread: i32, slope: f32, low: f32, high: f32,
): void {
  const terms = channels * multiplier;
  const yRow = <usize>filters << 2;
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
    productOfRows(
      terms, h, rowBytes, 4, panels, bias, y + <usize>(sample * outputSteps + start) * yRow, yRow, count, filters, slope, low,
      high,
    );
  }
}
