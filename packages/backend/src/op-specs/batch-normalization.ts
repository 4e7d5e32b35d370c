import type { OpSpec } from "./op-spec.js";

/**
 * Normalization of each channel by its own mean and variance over the rows: x and y `[rows, channels]`, all others
 * `[channels]`:
 *
 *     mean[c]     = Σ_r x[r,c] / rows
 *     variance[c] = Σ_r (x[r,c] − mean[c])² / rows
 *     y[r,c]      = gamma[c] · (x[r,c] − mean[c]) / √(variance[c] + epsilon) + beta[c]
 *
 * Without gamma it is 1, without beta 0. Over no rows mean and variance are NaN. A channel with a NaN or an infinity has y
 * and variance of NaN.
 */
export interface BatchNormalization {
  inputs: "x";
  optionalInputs: "gamma" | "beta";
  outputs: "y" | "mean" | "variance";
  optionalOutputs: never;
  attrs: object;
  dynamic: { readonly epsilon: number };
}

export const batchNormalizationSpec: OpSpec<"batchNormalization", BatchNormalization["inputs"]> = {
  name: "batchNormalization",
  kind: "fused",
  staticAxes: {},
};
