import type { DepthwiseStep } from "./depthwise-step.js";
import { tileSize } from "./product-tile.js";

/**
 * Four output steps of the depthwise convolution from step o on, as rows for `productTile`:
 *
 *     h[4·(c·M+m) + r] = Σ_j D[j,c,m] · x[b, (o + r)·stride + j·dilation − padLeft, c]
 *
 * Taps outside the input multiply zeros.
 */
export function depthwiseTile(filter: DepthwiseStep, b: number, o: number, h: Float64Array): void {
  const { steps, kernelSize, stride, dilation, padLeft } = filter;
  const first = o * stride - padLeft;
  const last = first + (tileSize - 1) * stride + (kernelSize - 1) * dilation;
  if (first >= 0 && last < steps) insideTile(filter, b, first, h);
  else borderTile(filter, b, first, h);
}

/** All taps of all four steps lie inside the input. */
function insideTile(filter: DepthwiseStep, b: number, first: number, h: Float64Array): void {
  const { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation } = filter;
  const inner = channels * multiplier;
  const nextRow = stride * channels;
  const nextTap = dilation * channels;
  for (let c = 0, q = 0; c < channels; c++) {
    const start = (b * steps + first) * channels + c;
    for (let m = 0; m < multiplier; m++, q++) {
      let [h0, h1, h2, h3] = [0, 0, 0, 0];
      for (let j = 0, at = start, tap = q; j < kernelSize; j++, at += nextTap, tap += inner) {
        const weight = depthwise[tap]!;
        h0 += weight * x[at]!;
        h1 += weight * x[at + nextRow]!;
        h2 += weight * x[at + 2 * nextRow]!;
        h3 += weight * x[at + 3 * nextRow]!;
      }
      h[4 * q] = h0;
      h[4 * q + 1] = h1;
      h[4 * q + 2] = h2;
      h[4 * q + 3] = h3;
    }
  }
}

function borderTile(filter: DepthwiseStep, b: number, first: number, h: Float64Array): void {
  const { x, depthwise, steps, kernelSize, channels, multiplier, stride, dilation } = filter;
  const inner = channels * multiplier;
  h.fill(0);
  for (let r = 0; r < tileSize; r++) {
    for (let j = 0; j < kernelSize; j++) {
      const t = first + r * stride + j * dilation;
      const inside = t >= 0 && t < steps;
      for (let c = 0, q = 0; c < channels; c++) {
        const value = inside ? x[(b * steps + t) * channels + c]! : 0;
        for (let m = 0; m < multiplier; m++, q++) h[4 * q + r]! += value * depthwise[j * inner + q]!;
      }
    }
  }
}
