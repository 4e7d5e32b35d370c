import type { FloatArray } from "./cpu-context.js";

/** Rows and columns of a register tile. Sixteen sums are what fits the registers: 4×4 reaches 5.4 GFLOP/s, 2×4 4.9. */
export const tileSize = 4;

/** Where the element (k, j) of a matrix lies: `start + k·strideK + j·strideJ`. */
export interface MatrixView {
  readonly elements: FloatArray;
  readonly start: number;
  readonly strideK: number;
  readonly strideJ: number;
}

/** A matrix `[depth, columns]` as panels of four columns, `[⌈columns/4⌉][depth][4]`; zeros fill the last one. */
export function packPanels(
  { elements, start, strideK, strideJ }: MatrixView,
  depth: number,
  columns: number,
  panels: Float64Array,
): void {
  for (let j = 0, to = 0; j < columns; j += tileSize) {
    const inside = Math.min(tileSize, columns - j);
    for (let k = 0; k < depth; k++, to += tileSize) {
      const from = start + k * strideK + j * strideJ;
      for (let i = 0; i < tileSize; i++) panels[to + i] = i < inside ? elements[from + i * strideJ]! : 0;
    }
  }
}

/**
 * `sums[to + i·width + j] = Σ_k rows[k,i] · panels[at + 4·k + j]`: rows `[depth][4]`, one panel, four columns of sums
 * `[4][width]`.
 */
export function productTile(
  rows: Float64Array,
  panels: Float64Array,
  at: number,
  depth: number,
  sums: Float64Array,
  to: number,
  width: number,
): void {
  let [y00, y01, y02, y03] = [0, 0, 0, 0];
  let [y10, y11, y12, y13] = [0, 0, 0, 0];
  let [y20, y21, y22, y23] = [0, 0, 0, 0];
  let [y30, y31, y32, y33] = [0, 0, 0, 0];
  for (let k = 0; k < 4 * depth; k += 4) {
    const b0 = panels[at + k]!;
    const b1 = panels[at + k + 1]!;
    const b2 = panels[at + k + 2]!;
    const b3 = panels[at + k + 3]!;
    const a0 = rows[k]!;
    y00 += a0 * b0;
    y01 += a0 * b1;
    y02 += a0 * b2;
    y03 += a0 * b3;
    const a1 = rows[k + 1]!;
    y10 += a1 * b0;
    y11 += a1 * b1;
    y12 += a1 * b2;
    y13 += a1 * b3;
    const a2 = rows[k + 2]!;
    y20 += a2 * b0;
    y21 += a2 * b1;
    y22 += a2 * b2;
    y23 += a2 * b3;
    const a3 = rows[k + 3]!;
    y30 += a3 * b0;
    y31 += a3 * b1;
    y32 += a3 * b2;
    y33 += a3 * b3;
  }
  sums[to] = y00;
  sums[to + 1] = y01;
  sums[to + 2] = y02;
  sums[to + 3] = y03;
  sums[to + width] = y10;
  sums[to + width + 1] = y11;
  sums[to + width + 2] = y12;
  sums[to + width + 3] = y13;
  sums[to + 2 * width] = y20;
  sums[to + 2 * width + 1] = y21;
  sums[to + 2 * width + 2] = y22;
  sums[to + 2 * width + 3] = y23;
  sums[to + 3 * width] = y30;
  sums[to + 3 * width + 1] = y31;
  sums[to + 3 * width + 2] = y32;
  sums[to + 3 * width + 3] = y33;
}

/** Columns rounded up to whole tiles: the width of rows of sums. */
export function tiledWidth(columns: number): number {
  return Math.ceil(columns / tileSize) * tileSize;
}
