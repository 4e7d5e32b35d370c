import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/batch-normalization.js";
import { rowChunks } from "../row-chunks.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 *     mean[c] = Σ_r x[r,c] / rows    variance[c] = Σ_r (x[r,c] − mean[c])² / rows
 *     y[r,c]  = x[r,c]·factor[c] + shift[c],   factor = gamma / √(variance + epsilon),   shift = beta − mean·factor
 *
 * x is read twice: for the sums, in f64 by chunks of rows on any thread, and for y.
 */
export const batchNormalization: Kernel<"batchNormalization", WasmContext> = (context) => {
  const { settleMoments } = context.instance(binary);
  return ({ x, gamma, beta }, { y, mean, variance }, { epsilon }) => {
    const [rows = 0, channels = 0] = x.shape;
    const { chunks, chunkRows } = rowChunks(rows);
    const vectors = Math.ceil(channels / 4);
    const partBytes = vectors * 64;
    const coefficients = context.scratch(vectors * 32);
    const parts = context.scratch(chunks * partBytes);
    const work = { items: chunks, scratchBytes: 0 };
    context.distribute(binary, "addDistances", {
      ...work,
      flopsPerItem: 8 * chunkRows * channels,
      rest: [addressOf(x), parts, partBytes, chunkRows, rows, channels],
    });
    settleMoments(
      addressOf(x),
      parts,
      partBytes,
      chunks,
      rows,
      channels,
      gamma ? addressOf(gamma) : 0,
      beta ? addressOf(beta) : 0,
      epsilon,
      addressOf(mean),
      addressOf(variance),
      coefficients,
    );
    context.distribute(binary, "scaleRows", {
      ...work,
      flopsPerItem: 4 * chunkRows * channels,
      rest: [addressOf(x), addressOf(y), coefficients, chunkRows, rows, channels],
    });
  };
};
