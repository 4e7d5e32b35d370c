// Convolution and transposed convolution as products over rows of (tap, channel), without a copy of the input: where the
// taps of an output step lie side by side in memory, the product reads them there. What it cannot read so, a dilated filter,
// a group or a border, is copied for one tile of output steps at a time. The formulas are at the ops' specs.

import { endInside, firstInside } from "./inside";
import { productOfRows } from "./product-tile";

export { packTaps } from "./packing";
export { productOfRows } from "./product-tile";

/**
 * `y[b,o,f] = clamp(Σ_{j,c} W[j,c,f]·x[b, o·stride + j·dilation − padLeft, g·C/G+c] + bias[f])` for the tiles `first` to
 * `last` − 1 of all samples' tiles. `panels` is W packed by packTaps group by group, `bias` an address or 0, `h` scratch for
 * `tileSteps` rows.
 */
export function convolve(
  h: usize, first: i32, last: i32,
  x: usize, panels: usize, bias: usize, y: usize, tileSteps: i32, steps: i32, groups: i32, channels: i32, filters: i32,
  outputSteps: i32, kernelSize: i32, stride: f64, dilation: f64, padLeft: f64, slope: f32, low: f32, high: f32,
): void {
  const tiles = (outputSteps + tileSteps - 1) / tileSteps;
  const yRow = <usize>(groups * filters) << 2;
  for (; first < last; first++) {
    const sample = first / tiles;
    const start = (first % tiles) * tileSteps;
    convolveTile(
      h, x + (<usize>(sample * steps * groups * channels) << 2), panels, bias,
      y + <usize>(sample * outputSteps + start) * yRow, yRow, min(tileSteps, outputSteps - start), steps, groups,
      channels, filters, kernelSize, <f64>start * stride - padLeft, stride, dilation, slope, low, high,
    );
  }
}

/**
 * `y[b,t,f] = clamp(Σ_{i,j : i·stride + j·dilation − padLeft = t} Σ_c W[j,f,c]·x[b,i,c] + bias[f])` for the tiles `first` to
 * `last` − 1.
 *
 * Output steps that are a stride apart see the same taps, every `period`-th one, and input steps that follow each other:
 * a convolution of stride 1, whose taps lie `spread` apart. `phases` such sequences make one sample; `panels` holds the taps
 * of each, last tap first, packed by packTaps group by group.
 */
export function transpose(
  h: usize, first: i32, last: i32,
  x: usize, panels: usize, bias: usize, y: usize, tileSteps: i32, steps: i32, groups: i32, channels: i32, filters: i32,
  outputSteps: i32, kernelSize: i32, stride: f64, dilation: f64, padLeft: f64, phases: i32, period: i32, spread: f64,
  slope: f32, low: f32, high: f32,
): void {
  const tiles = <i32>ceil(<f64>outputSteps / stride / <f64>tileSteps);
  const outputBytes = <usize>(groups * filters) << 2;
  const tapBytes = groups * channels * ((filters + 7) & ~7) << 2;
  for (; first < last; first++) {
    const sample = first / tiles / phases;
    const phase = first / tiles % phases;
    const start = first % tiles * tileSteps;
    const count = min(tileSteps, <i32>ceil(<f64>(outputSteps - phase) / stride) - start);
    if (count <= 0) continue;
    // The first tap that reaches these steps; where there is none, they see nothing.
    let tap = 0;
    let origin: f64 = 0;
    for (; tap < period; tap++) {
      origin = (<f64>phase + padLeft - <f64>tap * dilation) / stride;
      if (floor(origin) == origin) break;
    }
    const taps = (kernelSize - tap + period - 1) / period;
    const before = tap * (kernelSize / period) + min(tap, kernelSize % period);
    convolveTile(
      h, x + (<usize>(sample * steps * groups * channels) << 2), panels + <usize>(before * tapBytes), bias,
      y + <usize>(sample * outputSteps + phase + <i32>(<f64>start * stride)) * outputBytes,
      <usize>(stride * <f64>outputBytes), count, steps, groups, channels, filters, tap < period ? taps : 0,
      origin + <f64>start - <f64>(taps - 1) * spread, 1, spread, slope, low, high,
    );
  }
}

/**
 * `y[u,f] = clamp(Σ_{j,c} W[j,c,f]·x[origin + u·stride + j·dilation, g·C/G+c] + bias[f])` for u from 0 to `count` − 1. x is one
 * `[steps, channels]` of the batch; `channels` and `filters` are those of one group.
 */
function convolveTile(
  h: usize, x: usize, panels: usize, bias: usize, y: usize, yRow: usize, count: i32, steps: i32, groups: i32,
  channels: i32, filters: i32, taps: i32, origin: f64, stride: f64, dilation: f64, slope: f32, low: f32, high: f32,
): void {
  const terms = taps * channels;
  const hRow = <usize>((terms + 3) & ~3) << 2;
  const channelBytes = <usize>channels << 2;
  const xRow = channelBytes * groups;
  const strideBytes = <usize>(stride * <f64>xRow);
  // Four rows at a time are read where they are, from `direct` to `directEnd`.
  let direct = count;
  let directEnd = count;
  if (taps <= 1 || (dilation == 1 && groups == 1)) {
    const end = endInside(origin + <f64>(taps - 1) * dilation, stride, count, steps);
    direct = min((firstInside(origin, stride, count) + 3) & ~3, count);
    if (end < count) directEnd = max(end & ~3, direct);
  }
  const directRow = x + <usize>(origin + <f64>direct * stride) * xRow;
  for (let g = 0; g < groups; g++) {
    const offset = <usize>g * channelBytes;
    copyRows(h, hRow, 0, direct, x + offset, xRow, channelBytes, steps, taps, origin, stride, dilation);
    copyRows(h, hRow, directEnd, count, x + offset, xRow, channelBytes, steps, taps, origin, stride, dilation);
    productOfRows(terms, h, hRow, 4, panels, bias, y, yRow, direct, filters, slope, low, high);
    productOfRows(
      terms, directRow + offset, strideBytes, 4, panels, bias, y + <usize>direct * yRow, yRow, directEnd - direct, filters,
      slope, low, high,
    );
    productOfRows(
      terms, h + <usize>directEnd * hRow, hRow, 4, panels, bias, y + <usize>directEnd * yRow, yRow, count - directEnd,
      filters, slope, low, high,
    );
    panels += <usize>(terms * ((filters + 7) & ~7)) << 2;
    y += <usize>filters << 2;
    if (bias) bias += <usize>filters << 2;
  }
}

/**
 * `h[u, j·C+c] = x[origin + u·stride + j·dilation, c]` for u from `first` to `end` − 1, 0 outside. Up to three floats are
 * read past a row of x, and written behind one of h.
 */
function copyRows(
  h: usize, hRow: usize, first: i32, end: i32, x: usize, xRow: usize, channelBytes: usize, steps: i32, taps: i32,
  origin: f64, stride: f64, dilation: f64,
): void {
  for (; first < end; first++) {
    let target = h + <usize>first * hRow;
    for (let j = 0; j < taps; j++) {
      const position = origin + <f64>first * stride + <f64>j * dilation;
      const inside = position >= 0 && position < <f64>steps;
      const source = inside ? x + <usize>position * xRow : 0;
      for (let c: usize = 0; c < channelBytes; c += 16) {
        v128.store(target + c, inside ? v128.load(source + c) : f32x4.splat(0));
      }
      target += channelBytes;
    }
  }
}
