// Gradients of the separable convolution and of the depthwise one, tile by tile, with h, dh and what a tile sees of x and e in a scratch that stays
// in cache. The formulas are at the op's spec. Tiles come in chunks, the same whatever the number of threads: each adds up
// gradients of the weights of its own, and `addParts` adds those in order. Without a pointwise filter dh is e, in another order.
//
// Positions in x are counted in units of g = gcd(stride, dilation): w = (t + padLeft) / g = o·hop + j·reach, where hop is
// stride / g and reach is dilation / g. Other positions see nothing.

import { copySteps } from "./depthwise-tile";
import { endInside, firstInside } from "./inside";
import { addProducts, addVectors, packRows } from "./outer-products";
import { packTaps } from "./packing";
import { productOfRows } from "./product-tile";
import { addSlidingSums, slidingRoom, slidingSums } from "./sliding-sums";
import { storeLanes } from "./vector-store";

export { addParts } from "./outer-products";
export { packPanels } from "./packing";
export { productOfRows } from "./product-tile";

/**
 * The gradients of the chunks `first` to `last` − 1 of `tilesPerChunk` tiles. An address of 0 stands for what is not
 * wanted. With `adds` the sums of the pointwise filter start with what is there.
 *
 * | address | content |
 * |---|---|
 * | scratch | see `scratchOf`: eight sums, window, packed e, h, dh, sums for dx |
 * | depthwise | the first of `kernelSize` taps of D packed `[M, allTaps, C]` |
 * | panels | P transposed and packed, `[M, ⌈C/8⌉, F, 8]`; read for dx and dDepthwise; 0 where e `[B, O, C·M]` is dh |
 * | dx | `[B, L, C]`; written where tiles see it, or with `adds` added to |
 * | dPointwise | for each chunk, `partBytes` apart: `[M, ⌈C/8⌉·8, ⌈F/8⌉·8]` |
 * | dDepthwise | the same: `[M, ⌈C/4⌉, ⌈K/8⌉·8, 4]` |
 * | dBias | the same: `[⌈F/8⌉·8]` |
 */
export function differentiate(
  scratch: usize, first: i32, last: i32,
  x: usize, depthwise: usize, panels: usize, e: usize, dx: usize, dPointwise: usize, dDepthwise: usize, dBias: usize,
  partBytes: usize, tiles: i32, tilesPerChunk: i32, tilesPerSample: i32, tileSteps: i32,
  steps: i32, channels: i32, multiplier: i32, allTaps: i32, kernelSize: i32, filters: i32, outputSteps: i32, seenSteps: i32,
  unit: f64, hop: i32, reach: i32, padLeft: f64, adds: i32,
): void {
  const paddedChannels = (channels + 7) & ~7;
  const paddedFilters = (filters + 7) & ~7;
  const paddedTaps = (kernelSize + 7) & ~7;
  const channelBytes = <usize>channels << 2;
  const eRow = <usize>filters << 2;
  const carried = dx ? (kernelSize - 1) * reach / hop : 0;
  const rows = tileSteps + slidingRoom(reach);
  const windowRows = rows * hop + paddedTaps * reach;
  const unitBytes = <usize>(unit * <f64>channelBytes);
  const window = scratch + 128;
  const packedE = window + (<usize>windowRows << 4);
  const h = packedE + (<usize>(tileSteps * paddedFilters) << 2);
  const hBytes = <usize>rows << 4;
  const dh = h + <usize>(multiplier * (paddedChannels >> 2)) * hBytes;
  const dhBytes = <usize>(carried + rows) << 5;
  const dxSums = dh + <usize>(multiplier * (paddedChannels >> 3)) * dhBytes;
  const wantsTerms = dx != 0 || dDepthwise != 0;

  for (; first < last; first++) {
    const part = <usize>first * partBytes;
    const pointwiseSums = dPointwise ? dPointwise + part : 0;
    const depthwiseSums = dDepthwise ? dDepthwise + part : 0;
    const biasSums = dBias ? dBias + part : 0;
    if (pointwiseSums && !adds) memory.fill(pointwiseSums, 0, <usize>(multiplier * paddedChannels * paddedFilters) << 2);
    if (depthwiseSums) memory.fill(depthwiseSums, 0, <usize>(multiplier * ((channels + 3) >> 2) * paddedTaps) << 4);
    if (biasSums) memory.fill(biasSums, 0, <usize>paddedFilters << 2);

    const start = first * tilesPerChunk;
    const end = min(start + tilesPerChunk, tiles);
    for (let tile = start; tile < end; tile++) {
      const sample = tile / tilesPerSample;
      const o = (tile % tilesPerSample) * tileSteps;
      const seen = min(tileSteps, seenSteps - o);
      // Behind the outputs there is nothing but dx.
      const count = max(min(tileSteps, outputSteps - o), 0);
      const source = x + <usize>(sample * steps) * channelBytes;
      const cotangent = e + <usize>(sample * outputSteps) * eRow;

      if (wantsTerms) {
        for (let m = 0; m < multiplier; m++) {
          for (let c = 0; c < paddedChannels; c += 8) {
            const panel = m * (paddedChannels >> 3) + (c >> 3);
            const terms = dh + <usize>panel * dhBytes;
            // What earlier steps carry over is there from the tile before, but in a chunk's and in a sample's first one.
            const before = tile == start || o == 0 ? carried : 0;
            if (!before) memory.copy(terms, terms + (<usize>tileSteps << 5), <usize>carried << 5);
            termGradients(
              terms + (<usize>(carried - before) << 5), o - before, before + seen,
              panels ? cotangent : cotangent + (<usize>(c * multiplier + m) << 2), outputSteps, filters,
              panels ? panels + (<usize>(panel * filters) << 5) : 0, min(channels - c, 8), multiplier,
            );
          }
        }
      }
      if (count && (pointwiseSums || biasSums)) packRows(cotangent + <usize>o * eRow, packedE, count, filters, eRow);
      if (count && biasSums) addRows(biasSums, packedE, count, paddedFilters);

      for (let c = 0; c < channels; c += 4) {
        if (count && (pointwiseSums || depthwiseSums)) {
          copySteps(
            source + (<usize>c << 2), window, (count - 1) * hop + (kernelSize - 1) * reach + 1,
            <f64>o * <f64>hop * unit - padLeft, unit, steps, channelBytes, unitBytes,
          );
        }
        for (let m = 0; m < multiplier; m++) {
          const group = <usize>(m * (paddedChannels >> 2) + (c >> 2));
          const taps = depthwise + (<usize>(m * allTaps * channels + c) << 2);
          const terms = dh + (group >> 1) * dhBytes + ((group & 1) << 4);
          if (count && depthwiseSums) {
            addSlidingSums(
              window, <usize>reach << 4, <usize>hop << 4, terms + (<usize>carried << 5), 32, count,
              depthwiseSums + (<usize>((m * ((channels + 3) >> 2) + (c >> 2)) * paddedTaps) << 4), kernelSize, scratch,
            );
          }
          if (count && pointwiseSums) {
            slidingSums(
              window, <usize>hop << 4, <usize>reach << 4, taps, channelBytes, kernelSize, h + group * hBytes, 16, count,
            );
          }
          if (dx) {
            const sums = m ? dxSums + (<usize>(rows * hop) << 4) : dxSums;
            inputGradients(terms, carried, taps, channelBytes, kernelSize, hop, reach, sums, seen);
            if (m) addVectors(dxSums, sums, seen * hop);
          }
        }
        if (dx) {
          storeSteps(
            dxSums, seen * hop, <f64>o * <f64>hop * unit - padLeft, unit,
            dx + <usize>(sample * steps) * channelBytes + (<usize>c << 2), steps, channelBytes, unitBytes, channels - c, adds,
          );
        }
      }
      if (count && pointwiseSums) {
        for (let m = 0; m < multiplier; m++) {
          for (let c = 0; c < channels; c += 4) {
            const group = h + <usize>(m * (paddedChannels >> 2) + (c >> 2)) * hBytes;
            const sums = pointwiseSums + (<usize>((m * paddedChannels + c) * paddedFilters) << 2);
            addProducts(group, 16, packedE, count, sums, paddedFilters);
          }
        }
      }
    }
  }
}

/**
 * `dh[o,n] = Σ_f e[o,f]·P[n,f]` for eight n, from step o on; 32 bytes from one step to the next. Outside the outputs: 0.
 * Without a panel of P `dh[o,n] = e[o, n·multiplier]` for n below `columns`, and 0 for others.
 */
function termGradients(
  dh: usize, o: i32, rows: i32, e: usize, outputSteps: i32, filters: i32, panel: usize, columns: i32, multiplier: i32,
): void {
  const start = min(max(-o, 0), rows);
  const end = min(max(outputSteps - o, start), rows);
  memory.fill(dh, 0, <usize>start << 5);
  const eRow = <usize>filters << 2;
  e += <usize>(o + start) * eRow;
  const inside = dh + (<usize>start << 5);
  if (panel) productOfRows(filters, e, eRow, 4, panel, 0, inside, 32, end - start, 8, 1, -Infinity, Infinity);
  else packTaps(e, inside, 1, end - start, columns, 0, filters, multiplier);
  memory.fill(dh + (<usize>end << 5), 0, <usize>(rows - end) << 5);
}

/**
 * `sums[v·hop + r] = Σ_j D[j]·dh[v − (j·reach − r)/hop]` for four channels and v below `count`, over the j for which that is
 * whole: from some j on every hop-th, whose dh are `reach` apart. `dh` has the `carried` steps before v = 0 in front.
 */
function inputGradients(
  dh: usize, carried: i32, taps: usize, tapBytes: usize, kernelSize: i32, hop: i32, reach: i32, sums: usize, count: i32,
): void {
  for (let r = 0; r < hop; r++) {
    let j = 0;
    while ((j * reach) % hop != r) j++;
    const terms = max((kernelSize - j + hop - 1) / hop, 0);
    const last = j + (terms - 1) * hop;
    const oldest = carried - (last * reach - r) / hop;
    slidingSums(
      terms ? dh + (<usize>oldest << 5) : dh, 32, <usize>reach << 5, taps + <usize>last * tapBytes, 0 - <usize>hop * tapBytes, terms,
      sums + (<usize>r << 4), <usize>hop << 4, count,
    );
  }
}

/** `dx[origin + i·unit] = sums[i]`, or with `adds` += it, for up to four channels, where that is a step of the input. */
function storeSteps(
  sums: usize, count: i32, origin: f64, unit: f64, dx: usize, steps: i32, channelBytes: usize, unitBytes: usize, columns: i32,
  adds: i32,
): void {
  const start = firstInside(origin, unit, count);
  const end = endInside(origin, unit, count, steps);
  if (start >= end) return;
  dx += <usize>(origin + <f64>start * unit) * channelBytes;
  sums += <usize>start << 4;
  for (let i = start; i < end; i++) {
    const value = v128.load(sums);
    storeLanes(dx, adds ? f32x4.add(value, v128.load(dx)) : value, columns);
    sums += 16;
    dx += unitBytes;
  }
}

/** `dBias[f] += Σ_t e[t,f]`, e in panels. */
function addRows(dBias: usize, panels: usize, count: i32, filters: i32): void {
  for (; filters > 0; filters -= 8) {
    let left = v128.load(dBias);
    let right = v128.load(dBias, 16);
    for (let t = 0; t < count; t++) {
      left = f32x4.add(left, v128.load(panels));
      right = f32x4.add(right, v128.load(panels, 16));
      panels += 32;
    }
    v128.store(dBias, left);
    v128.store(dBias, right, 16);
    dBias += 32;
  }
}

/** `[M, ⌈C/8⌉·8, ⌈F/8⌉·8]` → `[C·M, F]`. */
export function unpackPointwise(source: usize, target: usize, channels: i32, multiplier: i32, filters: i32): void {
  const paddedChannels = (channels + 7) & ~7;
  const row = <usize>((filters + 7) & ~7) << 2;
  for (let c = 0; c < channels; c++) {
    for (let m = 0; m < multiplier; m++) {
      memory.copy(target, source + <usize>(m * paddedChannels + c) * row, <usize>filters << 2);
      target += <usize>filters << 2;
    }
  }
}

/** `[M, ⌈C/4⌉, ⌈K/8⌉·8, 4]` → `[K, C, M]`. */
export function unpackTaps(source: usize, target: usize, kernelSize: i32, channels: i32, multiplier: i32): void {
  const paddedTaps = (kernelSize + 7) & ~7;
  const groups = (channels + 3) >> 2;
  for (let j = 0; j < kernelSize; j++) {
    for (let c = 0; c < channels; c++) {
      for (let m = 0; m < multiplier; m++) {
        const vector = (m * groups + (c >> 2)) * paddedTaps + j;
        store<u32>(target, load<u32>(source + (<usize>((vector << 2) + (c & 3)) << 2)));
        target += 4;
      }
    }
  }
}
