import type { FloatArray } from "./cpu-context.js";
import type { DepthwiseStep } from "./depthwise-step.js";
import { tileSize } from "./product-tile.js";

/** Four steps' positions of all taps at the ends of the input, zeros outside: `[4 · kernelSize, channels]` of x's type. */
export function borderWindow({ x, kernelSize, channels }: DepthwiseStep): FloatArray {
  const length = tileSize * kernelSize * channels;
  return x instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/**
 * Four output steps of the depthwise convolution from step o on, as rows for `productTile`:
 *
 *     h[4·(c·M+m) + r] = Σ_j D[j,c,m] · x[b, (o + r)·stride + j·dilation − padLeft, c]
 *
 * At the ends of the input what the taps see is copied to the window first: taps outside multiply zeros.
 */
export function depthwiseTile(filter: DepthwiseStep, b: number, o: number, window: FloatArray, h: Float64Array): void {
  const { x, steps, kernelSize, channels, stride, dilation, padLeft } = filter;
  const first = o * stride - padLeft;
  const last = first + (tileSize - 1) * stride + (kernelSize - 1) * dilation;
  const slides = stride === dilation;
  if (first >= 0 && last < steps) {
    const start = (b * steps + first) * channels;
    if (slides) slidingTile(filter, x, start, stride * channels, h);
    else tile(filter, x, start, stride * channels, dilation * channels, h);
  } else if (slides) {
    copyRows(filter, b, first, stride, kernelSize + tileSize - 1, window, 0);
    slidingTile(filter, window, 0, channels, h);
  } else {
    for (let r = 0; r < tileSize; r++)
      copyRows(filter, b, first + r * stride, dilation, kernelSize, window, r * kernelSize);
    tile(filter, window, 0, kernelSize * channels, channels, h);
  }
}

/** `window[to + i] = x[b, first + i·distance]` for i < count, rows of all channels; zeros outside the input. */
function copyRows(
  { x, steps, channels }: DepthwiseStep,
  b: number,
  first: number,
  distance: number,
  count: number,
  window: FloatArray,
  to: number,
): void {
  for (let i = 0; i < count; i++) {
    const t = first + i * distance;
    const inside = t >= 0 && t < steps;
    const from = (b * steps + t) * channels;
    const at = (to + i) * channels;
    for (let c = 0; c < channels; c++) window[at + c] = inside ? x[from + c]! : 0;
  }
}

/** Steps lie as far apart as taps: what one step sees, the one before it sees a tap later. */
function slidingTile(
  { depthwise, kernelSize, channels, multiplier }: DepthwiseStep,
  source: FloatArray,
  start: number,
  next: number,
  h: Float64Array,
): void {
  const inner = channels * multiplier;
  for (let c = 0, q = 0; c < channels; c++) {
    for (let m = 0; m < multiplier; m++, q++) {
      let [h0, h1, h2, h3] = [0, 0, 0, 0];
      let at = start + c;
      let [x0, x1, x2] = [source[at]!, source[at + next]!, source[at + 2 * next]!];
      at += 3 * next;
      for (let j = 0, tap = q; j < kernelSize; j++, at += next, tap += inner) {
        const x3 = source[at]!;
        const weight = depthwise[tap]!;
        h0 += weight * x0;
        h1 += weight * x1;
        h2 += weight * x2;
        h3 += weight * x3;
        x0 = x1;
        x1 = x2;
        x2 = x3;
      }
      h[4 * q] = h0;
      h[4 * q + 1] = h1;
      h[4 * q + 2] = h2;
      h[4 * q + 3] = h3;
    }
  }
}

function tile(
  { depthwise, kernelSize, channels, multiplier }: DepthwiseStep,
  source: FloatArray,
  start: number,
  nextRow: number,
  nextTap: number,
  h: Float64Array,
): void {
  const inner = channels * multiplier;
  for (let c = 0, q = 0; c < channels; c++) {
    for (let m = 0; m < multiplier; m++, q++) {
      let [h0, h1, h2, h3] = [0, 0, 0, 0];
      for (let j = 0, at = start + c, tap = q; j < kernelSize; j++, at += nextTap, tap += inner) {
        const weight = depthwise[tap]!;
        h0 += weight * source[at]!;
        h1 += weight * source[at + nextRow]!;
        h2 += weight * source[at + 2 * nextRow]!;
        h3 += weight * source[at + 3 * nextRow]!;
      }
      h[4 * q] = h0;
      h[4 * q + 1] = h1;
      h[4 * q + 2] = h2;
      h[4 * q + 3] = h3;
    }
  }
}
