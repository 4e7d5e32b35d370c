import type { OpSpec } from "./op-spec.js";
import type { ActivationKind } from "./unary.js";

/**
 * Fused pad + convolution + bias + activation, in groups g of C/G channels and F/G filters:
 *
 *     y[b,o,f] = activation(Σ_{j,c} filter[j,c,f] · x[b, o·stride + j·dilation − padLeft, g·C/G + c] + bias[f]),   g = ⌊f / (F/G)⌋
 *
 * | operand | shape |
 * |---|---|
 * | x | `[B, L, C]`; 0 outside 0…L−1 |
 * | filter | `[K, C/G, F]` |
 * | bias | `[F]`, optional |
 * | y | `[B, O, F]`; O comes with the output |
 */
export interface Conv1d {
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
  /** `padLeft`: zeros in front of the first step. */
  dynamic: { readonly padLeft: number };
}

export const conv1dSpec: OpSpec<"conv1d", Conv1d["inputs"]> = {
  name: "conv1d",
  kind: "fused",
  staticAxes: { filter: [0, 1, 2] },
};
