import type { Kernel } from "@sepconv/backend";
import { type CpuContext, elementsOf } from "../cpu-context.js";
import { packPanels, productTile, tiledWidth, tileSize } from "../product-tile.js";

/** Elements of b that are packed at once: 2 MB, which a second-level cache holds. */
const packedElements = 2 ** 18;

/**
 * `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, summed in double precision: four rows at a time over panels of b. Fewer rows than
 * that would not pay for the packing; they are computed one by one, each a[b,i,k] scaling a row of b.
 */
export const matmul: Kernel<"matmul", CpuContext> = (context, { transposeA, transposeB }) => {
  return ({ a, b }, { y }) => {
    const [batch = 0, m = 0, n = 0] = y.shape;
    const depth = a.shape[transposeA ? 1 : 2] ?? 0;
    const left = elementsOf(a);
    const right = elementsOf(b);
    const output = elementsOf(y);
    const [strideOfI, strideOfK] = transposeA ? [1, m] : [depth, 1];
    const [strideK, strideJ] = transposeB ? [1, depth] : [n, 1];
    if (m < tileSize) {
      const [sums] = context.scratches(n);
      for (let p = 0; p < batch; p++) {
        for (let i = 0; i < m; i++) {
          sums.fill(0);
          for (let k = 0; k < depth; k++) {
            const factor = left[p * m * depth + i * strideOfI + k * strideOfK]!;
            const from = p * depth * n + k * strideK;
            for (let j = 0; j < n; j++) sums[j]! += factor * right[from + j * strideJ]!;
          }
          output.set(sums, (p * m + i) * n);
        }
      }
      return;
    }
    const block = Math.min(tiledWidth(n), tileSize * Math.max(1, Math.floor(packedElements / tileSize / (depth || 1))));
    const [rows, sums, panels] = context.scratches(tileSize * depth, tileSize * block, depth * block);
    for (let p = 0; p < batch; p++) {
      for (let start = 0; start < n; start += block) {
        const columns = Math.min(block, n - start);
        const from = p * depth * n + start * strideJ;
        packPanels({ elements: right, start: from, strideK, strideJ }, depth, columns, panels);
        for (let i = 0; i < m; i += tileSize) {
          const height = Math.min(tileSize, m - i);
          const view = { elements: left, start: p * m * depth + i * strideOfI, strideK: strideOfK, strideJ: strideOfI };
          packPanels(view, depth, height, rows);
          for (let j = 0; j < columns; j += tileSize) productTile(rows, panels, j * depth, depth, sums, j, block);
          for (let r = 0; r < height; r++) {
            const to = (p * m + i + r) * n + start;
            for (let j = 0; j < columns; j++) output[to + j] = sums[r * block + j]!;
          }
        }
      }
    }
  };
};
