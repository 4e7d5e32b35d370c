import type { Tensor } from "../tensor/tensor.js";
import { batchedProduct, matrixProduct } from "./matrix-product.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";
import { transposed } from "./transpose.js";

/** Tap j of a filter `[K, a, b]`, as a matrix `[a, b]`. */
export function tapMatrix(filter: Tensor, tap: number): Tensor {
  const [, rows = 0, columns = 0] = filter.shape;
  return reshapeTo(stridedSlice(filter, [tap, 0, 0], [1, 1, 1], [1, rows, columns]), [rows, columns]);
}

/** Columns in groups: `[n, G·c]` → `[G, n, c]`. */
export function byGroups(matrix: Tensor, groups: number): Tensor {
  const [rows = 0, columns = 0] = matrix.shape;
  return transposed(reshapeTo(matrix, [rows, groups, columns / groups]), [1, 0, 2]);
}

/** The way back: `[G, n, c]` → `[n, G·c]`. */
export function ungrouped(parts: Tensor): Tensor {
  const [groups = 0, rows = 0, columns = 0] = parts.shape;
  return reshapeTo(transposed(parts, [1, 0, 2]), [rows, groups * columns]);
}

/** `[n, C] · [C/G, F]` → `[n, F]`: each group of columns with its share of the matrix. */
export function groupedProduct(rows: Tensor, matrix: Tensor, groups: number): Tensor {
  if (groups === 1) return matrixProduct(rows, matrix);
  return ungrouped(batchedProduct(byGroups(rows, groups), byGroups(matrix, groups), {}));
}

/** `[n, C] · [F/G, C]ᵀ` → `[n, F]`, the same for a matrix of the transposed convolution. */
export function groupedProductTransposed(rows: Tensor, matrix: Tensor, groups: number): Tensor {
  if (groups === 1) return matrixProduct(rows, matrix, { transposeB: true });
  return ungrouped(batchedProduct(byGroups(rows, groups), byGroups(matrix, groups), { transposeB: true }));
}

/** `[n, C]ᵀ · [n, F]` → `[C/G, F]`: what the matrix of `groupedProduct` is the gradient of. */
export function groupedOuterProduct(rows: Tensor, gradient: Tensor, groups: number): Tensor {
  if (groups === 1) return matrixProduct(rows, gradient, { transposeA: true });
  return ungrouped(batchedProduct(byGroups(rows, groups), byGroups(gradient, groups), { transposeA: true }));
}
