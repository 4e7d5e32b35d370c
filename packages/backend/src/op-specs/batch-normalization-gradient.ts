import type { OpSpec } from "./op-spec.js";

/**
 * Gradients of `batchNormalization` for the cotangent `gradient` of y, e. x and e are `[rows, channels]`, all others
 * `[channels]`; mean and variance are those of x. With x̂[r,c] = (x[r,c] − mean[c]) / √(variance[c] + epsilon):
 *
 *     beta[c]  = Σ_r e[r,c]
 *     gamma[c] = Σ_r e[r,c] · x̂[r,c]
 *     x[r,c]   = gamma[c] / √(variance[c] + epsilon) · (e[r,c] − Σ_s e[s,c] / rows − x̂[r,c] · Σ_s e[s,c]·x̂[s,c] / rows)
 *
 * On the right, without gamma it is 1. Each output is named after the operand that it is the gradient of; it is there when
 * the attribute `wants…` asks for it. Over no rows the gradients are zeros.
 */
export interface BatchNormalizationGradient {
  inputs: "x" | "mean" | "variance" | "gradient";
  optionalInputs: "gamma";
  outputs: never;
  optionalOutputs: "x" | "gamma" | "beta";
  attrs: { readonly wantsX: boolean; readonly wantsGamma: boolean; readonly wantsBeta: boolean };
  dynamic: { readonly epsilon: number };
}

export const batchNormalizationGradientSpec: OpSpec<
  "batchNormalizationGradient",
  BatchNormalizationGradient["inputs"]
> = {
  name: "batchNormalizationGradient",
  kind: "fused",
  staticAxes: {},
};
