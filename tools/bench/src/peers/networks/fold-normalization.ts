import type { DenseStep, SeparableStep } from "./network.js";

/** The weights of a product and its bias, with no normalization left. */
export interface FoldedProduct {
  /** `[rows, columns]` */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * Moves a normalization into the product in front of it, as whoever deploys a network on the peers does:
 * `kernel'[r,n] = kernel[r,n]·s[n]`, `bias'[n] = beta[n] − mean[n]·s[n]`, `s = gamma / √(variance + epsilon)`.
 */
export function foldNormalization(step: SeparableStep | DenseStep): FoldedProduct {
  const kernel = step.kind === "dense" ? step.kernel : step.pointwise;
  const columns = step.output.channels;
  const { normalization } = step;
  if (normalization === null) return { kernel, bias: step.bias ?? new Float32Array(columns) };
  const { gamma, beta, mean, variance, epsilon } = normalization;
  const scale = gamma.map((value, n) => value / Math.sqrt((variance[n] ?? 0) + epsilon));
  return {
    kernel: kernel.map((value, index) => value * (scale[index % columns] ?? 0)),
    bias: beta.map((value, n) => value - (mean[n] ?? 0) * (scale[n] ?? 0)),
  };
}
