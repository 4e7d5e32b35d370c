import { elementCount, type Shape, ShapeError, sameShape } from "@sepconv/backend";
import { boolean } from "../arguments/boolean.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { onDeviceOf } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { broadcastTo } from "./broadcast-to.js";
import { batchedProduct } from "./matrix-product.js";
import { reshapeTo } from "./reshape.js";

/** What `matmul` takes. */
export interface MatmulOptions {
  /** Whether the last two axes of a are swapped first. Default: false. */
  readonly transposeA?: boolean;
  /** Whether the last two axes of b are swapped first. Default: false. */
  readonly transposeB?: boolean;
}

/**
 * The matrix product `y[…,i,j] = Σ_k a[…,i,k] · b[…,k,j]`.
 *
 * a is `[…, m, k]` and b is `[…, k, n]` with equal leading extents, or one matrix `[k, n]` for all of a's rows.
 *
 * @throws ShapeError where the inner or the leading extents differ.
 * @see https://www.tensorflow.org/api_docs/python/tf/linalg/matmul
 * @example
 * matmul(tensor([[1, 2]]), tensor([[3], [4]])).dataSync(); // [11]
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  checkTensor("matmul", "a", a);
  checkTensor("matmul", "b", b);
  checkOptions("matmul", options, ["transposeA", "transposeB"]);
  const transposeA = boolean("matmul", "transposeA", options.transposeA ?? false);
  const transposeB = boolean("matmul", "transposeB", options.transposeB ?? false);
  const [rowsA, columnsA] = matrixShape(a.shape, transposeA);
  const [rowsB, columnsB] = matrixShape(b.shape, transposeB);
  const leading = a.shape.slice(0, -2);
  const shared = b.shape.length === 2 && leading.length > 0;
  if (columnsA !== rowsB || !(shared || sameShape(leading, b.shape.slice(0, -2)))) {
    throw new ShapeError({
      where: "matmul",
      problem: "the shapes do not multiply",
      expected: "[…, m, k] and […, k, n], or [k, n] for b, after transposition",
      got: [a.shape, b.shape],
    });
  }
  const batch = elementCount(leading);
  // One matrix for all rows: a's rows make one tall matrix. A transposed a keeps its batches, and b is repeated.
  const folds = shared && !transposeA;
  return onDeviceOf([a, b], () =>
    tidy(() => {
      const left = reshapeTo(a, folds ? [1, batch * rowsA, columnsA] : [batch, ...a.shape.slice(-2)]);
      const repeated = shared && !folds ? broadcastTo(b, [batch, ...b.shape]) : b;
      const right = reshapeTo(repeated, [left.shape[0] ?? 1, ...b.shape.slice(-2)]);
      return reshapeTo(batchedProduct(left, right, { transposeA, transposeB }), [...leading, rowsA, columnsB]);
    }),
  );
}

function matrixShape(shape: Shape, transposed: boolean): [rows: number, columns: number] {
  if (shape.length < 2) {
    throw new ShapeError({
      where: "matmul",
      problem: "an operand is no matrix",
      expected: "rank 2 or more",
      got: shape,
    });
  }
  const [rows = 0, columns = 0] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}
