// Weights in the order in which the inner loops read them. Intermediate channels are ordered m·C + c, see depthwise-tile.ts.

/** `[K, C, M]` → `[M, K, C]`, as packPanels does with panels of one column, for a module that has no other. */
export function packDepthwise(
  source: usize, target: usize, kernelSize: i32, channels: i32, multiplier: i32,
): void {
  const rows = kernelSize * channels;
  for (let m = 0; m < multiplier; m++) {
    for (let row = 0; row < rows; row++) {
      store<u32>(target, load<u32>(source + (<usize>(row * multiplier + m) << 2)));
      target += 4;
    }
  }
}

/**
 * Panels of neighbouring columns, `[⌈columns/width⌉, rows, width]`, the last one filled with zeros:
 * `target[⌊n/width⌋, k, n mod width] = source[k·rowStride + n·columnStride]`.
 *
 * A row or a column index m·C + c finds its element at place c·M + m where `rowMultiplier`, `columnMultiplier` are M.
 */
export function packPanels(
  source: usize, target: usize, rows: i32, columns: i32, rowStride: i32, columnStride: i32,
  rowMultiplier: i32, columnMultiplier: i32, width: i32,
): void {
  const rowChannels = rows / rowMultiplier;
  const columnChannels = columns / columnMultiplier;
  for (let first = 0; first < columns; first += width) {
    for (let k = 0; k < rows; k++) {
      const row = (k % rowChannels) * rowMultiplier + k / rowChannels;
      for (let n = first; n < first + width; n++) {
        const column = (n % columnChannels) * columnMultiplier + n / columnChannels;
        const element = source + (<usize>(row * rowStride + column * columnStride) << 2);
        store<u32>(target, n < columns ? load<u32>(element) : 0);
        target += 4;
      }
    }
  }
}

/**
 * The rows of several taps in panels of eight neighbouring columns, `[⌈columns/8⌉, taps, rows, 8]`, the last one filled with
 * zeros: `target[⌊n/8⌋, j, k, n mod 8] = source[j·tapStride + k·rowStride + n·columnStride]`.
 */
export function packTaps(
  source: usize, target: usize, taps: i32, rows: i32, columns: i32, tapStride: i32, rowStride: i32, columnStride: i32,
): void {
  const columnBytes = <usize>columnStride << 2;
  for (let first = 0; first < columns; first += 8) {
    const count = min(8, columns - first);
    for (let j = 0; j < taps; j++) {
      let row = source + (<usize>(j * tapStride) << 2);
      for (let k = 0; k < rows; k++) {
        if (count == 8 && columnStride == 1) {
          v128.store(target, v128.load(row));
          v128.store(target, v128.load(row, 16), 16);
        } else {
          let element = row;
          for (let n = 0; n < 8; n++) {
            store<u32>(target + (<usize>n << 2), n < count ? load<u32>(element) : 0);
            element += columnBytes;
          }
        }
        row += <usize>rowStride << 2;
        target += 32;
      }
    }
    source += columnBytes << 3;
  }
}
