import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/batch-normalization.js";
import { rowChunks } from "../row-chunks.js";
import { addressOf, type WasmContext } from "../wasm-context.js";

/**
 * With d = x − mean and s = 1 / √(variance + epsilon):
 *
 *     beta[c] = Σ e    gamma[c] = s · Σ e·d    x[r,c] = gamma·s · (e − Σ e / rows − d · s² · Σ e·d / rows)
 *
 * x and e are read twice: for the sums, in f64 by chunks of rows on any thread, and for dx where it is wanted.
 */
export const batchNormalizationGradient: Kernel<"batchNormalizationGradient", WasmContext> = (context) => {
  const { settleProducts } = context.instance(binary);
  return ({ x, mean, variance, gradient, gamma }, outputs, { epsilon }) => {
    const [rows = 0, channels = 0] = x.shape;
    const { chunks, chunkRows } = rowChunks(rows);
    const vectors = Math.ceil(channels / 4);
    const partBytes = vectors * 64;
    const coefficients = context.scratch(vectors * 64);
    const parts = context.scratch(chunks * partBytes);
    const work = { items: chunks, flopsPerItem: 8 * chunkRows * channels, scratchBytes: 0 };
    context.distribute(binary, "addProducts", {
      ...work,
      rest: [addressOf(x), addressOf(gradient), addressOf(mean), parts, partBytes, chunkRows, rows, channels],
    });
    settleProducts(
      parts,
      partBytes,
      chunks,
      rows,
      channels,
      gamma ? addressOf(gamma) : 0,
      addressOf(mean),
      addressOf(variance),
      epsilon,
      outputs.gamma ? addressOf(outputs.gamma) : 0,
      outputs.beta ? addressOf(outputs.beta) : 0,
      coefficients,
    );
    if (!outputs.x) return;
    context.distribute(binary, "combineRows", {
      ...work,
      rest: [addressOf(x), addressOf(gradient), addressOf(outputs.x), coefficients, chunkRows, rows, channels],
    });
  };
};
