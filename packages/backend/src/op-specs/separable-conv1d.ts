import type { OpSpec } from "./op-spec.js";
import type { ActivationKind } from "./unary.js";

/**
 * Fused pad + depthwise + pointwise + bias + activation.
 *
 *     h[b,o,c·M+m] = Σ_j depthwise[j,c,m] · x[b, o·stride + j·dilation − padLeft, c]      (x = 0 outside 0…L−1)
 *     y[b,o,f]     = activation(Σ_q h[b,o,q] · pointwise[0,q,f] + bias[f])
 *
 * | operand | shape |
 * |---|---|
 * | x | `[B, L, C]` |
 * | depthwise | `[K, C, M]` |
 * | pointwise | `[1, C·M, F]` |
 * | bias | `[F]`, optional |
 * | y | `[B, O, F]`; O comes with the output |
 *
 * The intermediate h is never stored whole: scratch does not grow with O. Taps outside the input are skipped or multiply
 * a zero; the two differ only for weights that are not finite.
 */
export interface SeparableConv1d {
  inputs: "x" | "depthwise" | "pointwise";
  optionalInputs: "bias";
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly stride: number; readonly dilation: number; readonly activation: ActivationKind | null };
  /** `padLeft`: zeros in front of the first step. It follows from the length when padding is "same" and stride > 1. */
  dynamic: { readonly padLeft: number };
}

export const separableConv1dSpec: OpSpec<"separableConv1d", SeparableConv1d["inputs"]> = {
  name: "separableConv1d",
  kind: "fused",
  staticAxes: { depthwise: [0, 1, 2], pointwise: [2] },
};
