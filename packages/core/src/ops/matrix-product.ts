import { matmulSpec } from "@sepconv/backend";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshapeTo } from "./reshape.js";

/** Which of a product's operands are transposed first. */
export interface Transpositions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** The op itself, batch by batch: `[batch, m, k] · [batch, k, n]`, with everything settled. @internal */
export function batchedProduct(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: Transpositions,
): Tensor {
  const [batch = 0, rows = 0, columns = 0] = a.shape;
  const [, rowsB = 0, columnsB = 0] = b.shape;
  return execute({
    spec: matmulSpec,
    attrs: { transposeA, transposeB },
    dynamic: {},
    inputs: { a, b },
    outputShapes: { y: [batch, transposeA ? columns : rows, transposeB ? rowsB : columnsB] },
  }).y;
}

/** The product of two matrices that are known to fit. @internal */
export function matrixProduct(a: Tensor, b: Tensor, transpositions: Transpositions = {}): Tensor {
  const product = batchedProduct(reshapeTo(a, [1, ...a.shape]), reshapeTo(b, [1, ...b.shape]), transpositions);
  return reshapeTo(product, product.shape.slice(1));
}
