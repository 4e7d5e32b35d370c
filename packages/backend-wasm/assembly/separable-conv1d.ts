// Fused separable convolution, tile by tile: depthwise into a scratch that stays in cache, then the pointwise product
// over it, with bias and clamp at the store. The formula is at the op's spec.

import { activation } from "./activation";
import { depthwiseTile } from "./depthwise-tile";
import { clamps, productTile } from "./product-tile";

export { packDepthwise, packPanels } from "./packing";

/**
 * `y[b,o,f] = clamp(Σ_q h[b,o,q]·P[q,f] + bias[f])`.
 *
 * `panels` is P packed by packPanels, `bias` an address or 0, `h` scratch for `tileSteps` rows of `rowBytes`.
 */
export function convolve(
  x: usize, depthwise: usize, panels: usize, bias: usize, y: usize, h: usize, rowBytes: usize, tileSteps: i32,
  batch: i32, steps: i32, channels: i32, multiplier: i32, kernelSize: i32, filters: i32, outputSteps: i32,
  stride: f64, dilation: f64, padLeft: f64, slope: f32, low: f32, high: f32,
): void {
  const terms = channels * multiplier;
  const yRow = <usize>filters << 2;
  for (; batch > 0; batch--) {
    for (let first = 0; first < outputSteps; first += tileSteps) {
      const count = min(tileSteps, outputSteps - first);
      depthwiseTile(
        x, depthwise, h, rowBytes, first, count, steps, channels, multiplier, kernelSize, stride, dilation, padLeft,
      );
      for (let f = 0; f < filters; f += 8) {
        const panel = panels + (<usize>(f * terms) << 2);
        const initial = bias ? bias + (<usize>f << 2) : 0;
        for (let t = 0; t < count; t += 4) {
          productTile(
            terms, h + <usize>t * rowBytes, rowBytes, 4, panel, 32, initial,
            y + <usize>t * yRow + (<usize>f << 2), yRow, count - t, filters - f, clamps, slope, low, high,
          );
        }
      }
      y += <usize>count * yRow;
    }
    x += <usize>(steps * channels) << 2;
  }
}

/** `y[i] = activation(y[i])`, for the activations that are no clamp. */
export function activate(code: i32, y: usize, count: i32): void {
  for (const end = y + (<usize>count << 2); y < end; y += 4) {
    store<f32>(y, <f32>activation(code, <f64>load<f32>(y)));
  }
}
