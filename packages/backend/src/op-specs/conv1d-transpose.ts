import type { OpSpec } from "./op-spec.js";
import type { ActivationKind } from "./unary.js";

/**
 * Fused transposed convolution + bias + activation: each input step i adds its filter to the output steps that a
 * convolution with this window would read it from. In groups g of C/G channels and F/G filters:
 *
 *     y[b,t,f] = activation(Σ_{i,j : i·stride + j·dilation − padLeft = t} Σ_c filter[j,f,c] · x[b,i,g·C/G + c] + bias[f])
 *
 * | operand | shape |
 * |---|---|
 * | x | `[B, N, C]` |
 * | filter | `[K, F, C]`; with groups `[K, F/G, C]`, where the filters of group g are those of its channels |
 * | bias | `[F]`, optional |
 * | y | `[B, T, F]`; T comes with the output |
 *
 * It is the gradient of `conv1d` for its input, with the same filter, and `conv1d` is the gradient of this op.
 */
export interface Conv1dTranspose {
  inputs: "x" | "filter";
  optionalInputs: "bias";
  outputs: "y";
  optionalOutputs: never;
  attrs: {
    readonly stride: number;
    readonly dilation: number;
    readonly groups: number;
    readonly activation: ActivationKind | null;
  };
  /** `padLeft`: output steps that are cut off in front of the first one. */
  dynamic: { readonly padLeft: number };
}

export const conv1dTransposeSpec: OpSpec<"conv1dTranspose", Conv1dTranspose["inputs"]> = {
  name: "conv1dTranspose",
  kind: "fused",
  staticAxes: { filter: [0, 1, 2] },
};
