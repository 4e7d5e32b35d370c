import type { Kernel, Launch } from "@sepconv/backend";
import { binary } from "../../build/matmul.js";
import { panelBytes, roundUp, tileRows } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, either operand with its last two axes swapped.
 *
 * A transposed a is read with swapped strides, or where the terms are many, as in a gradient of weights, as a sum of outer
 * products. b is packed in panels of eight columns: where it lies, columns that are a power of two apart throw each other
 * out of the cache.
 */
export const matmul: Kernel<"matmul", WasmContext> = (context, { transposeA, transposeB }) => {
  const { packTaps } = context.instance(binary);
  const outer = transposeA && !transposeB ? outerProducts(context) : null;
  return (operands, outputs, dynamic) => {
    const { a, b } = operands;
    const { y } = outputs;
    const [batch = 0, rows = 0, columns = 0] = y.shape;
    const terms = a.shape[transposeA ? 1 : 2] ?? 0;
    if (outer && batch === 1 && terms >= leastOuterTerms) {
      outer(operands, outputs, dynamic);
      return;
    }
    const bytes = panelBytes(terms, columns);
    const panels = context.packed(b, `matmul/${[b.shape]}/${transposeB}`, bytes * batch, (source, target) => {
      const [row, column] = transposeB ? [1, terms] : [columns, 1];
      for (let product = 0; product < batch; product++) {
        const from = source + product * terms * columns * 4;
        packTaps(from, target + product * bytes, 1, terms, columns, 0, row, column);
      }
    });
    const blockRows = tileRows(terms * 4);
    context.distribute(binary, "multiply", {
      items: batch * Math.ceil(rows / blockRows),
      flopsPerItem: 2 * blockRows * terms * columns,
      scratchBytes: 0,
      rest: [
        addressOf(a),
        panels,
        addressOf(y),
        blockRows,
        rows,
        terms,
        columns,
        (transposeA ? 1 : terms) * 4,
        (transposeA ? rows : 1) * 4,
        bytes,
      ],
    });
  };
};

/** From so many terms on, packing both operands block by block pays, measured. */
const leastOuterTerms = 256;
/** Parts of the terms with sums of their own, at most: threads beyond that have nothing to do. */
const mostParts = 16;

/** `y[i,n] = Σ_k a[k,i]·b[k,n]`: k in parts that threads share, whose sums are added in order. */
function outerProducts(context: WasmContext): Launch<"matmul", number> {
  const { addParts, unpackRows } = context.instance(binary);
  return ({ a, b }, { y }) => {
    const [, rows = 0, columns = 0] = y.shape;
    const [, terms = 0] = a.shape;
    const partTerms = Math.max(Math.ceil(terms / mostParts), leastOuterTerms);
    const parts = Math.ceil(terms / partTerms);
    const [paddedRows, paddedColumns] = [roundUp(rows, 8), roundUp(columns, 8)];
    const partBytes = paddedRows * paddedColumns * 4;
    const blockTerms = tileRows((paddedRows + paddedColumns) * 2);
    const sums = context.scratch(parts * partBytes);
    context.distribute(binary, "multiplyOuter", {
      items: parts,
      flopsPerItem: 2 * partTerms * rows * columns,
      scratchBytes: blockTerms * (paddedRows + paddedColumns) * 4,
      rest: [addressOf(a), addressOf(b), sums, partBytes, partTerms, blockTerms, rows, terms, columns],
    });
    addParts(sums, partBytes, parts);
    unpackRows(sums, addressOf(y), rows, columns);
  };
}
