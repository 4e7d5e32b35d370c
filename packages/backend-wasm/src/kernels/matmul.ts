import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/matmul.js";
import { panelBytes, tileRows } from "../separable-sizes.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`, either operand with its last two axes swapped.
 *
 * A transposed a is read with swapped strides. b is packed in panels of eight columns: where it lies, columns that are a power
 * of two apart throw each other out of the cache.
 */
export const matmul: Kernel<"matmul", WasmContext> = (context, { transposeA, transposeB }) => {
  const { packTaps } = context.instance(binary);
  return ({ a, b }, { y }) => {
    const [batch = 0, rows = 0, columns = 0] = y.shape;
    const terms = a.shape[transposeA ? 1 : 2] ?? 0;
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
