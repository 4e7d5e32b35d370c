import type { OpSpec } from "./op-spec.js";
import type { ActivationKind } from "./unary.js";

/**
 * Fused pad + depthwise convolution + bias + activation:
 *
 *     y[b,o,c·M+m] = activation(Σ_j depthwise[j,c,m] · x[b, o·stride + j·dilation − padLeft, c] + bias[c·M+m])
 *
 * | operand | shape |
 * |---|---|
 * | x | `[B, L, C]`; 0 outside 0…L−1 |
 * | depthwise | `[K, C, M]` |
 * | bias | `[C·M]`, optional |
 * | y | `[B, O, C·M]`; O comes with the output |
 */
export interface DepthwiseConv1d {
  inputs: "x" | "depthwise";
  optionalInputs: "bias";
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly stride: number; readonly dilation: number; readonly activation: ActivationKind | null };
  dynamic: { readonly padLeft: number };
}

export const depthwiseConv1dSpec: OpSpec<"depthwiseConv1d", DepthwiseConv1d["inputs"]> = {
  name: "depthwiseConv1d",
  kind: "fused",
  staticAxes: { depthwise: [0, 1, 2] },
};
