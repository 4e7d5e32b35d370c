import type { OpSpec } from "./op-spec.js";

/**
 * Gradients of `depthwiseConv1d` without activation, for the cotangent `gradient` of its linear output, e `[B, O, C·M]`:
 *
 *     bias[q]          = Σ_{b,o} e[b,o,q]
 *     depthwise[j,c,m] = Σ_{b,o : 0 ≤ t < L} e[b,o,c·M+m] · x[b,t,c],      t = o·stride + j·dilation − padLeft
 *     x[b,t,c]         = Σ_m Σ_{j,o : o·stride + j·dilation − padLeft = t} D[j,c,m] · e[b,o,c·M+m]
 *
 * Each output is named after the operand that it is the gradient of and has its shape; it is there when the attribute
 * `wants…` asks for it. With an empty batch or no output steps the gradients are zeros.
 */
export interface DepthwiseConv1dGradient {
  inputs: "x" | "depthwise" | "gradient";
  optionalInputs: never;
  outputs: never;
  optionalOutputs: "x" | "depthwise" | "bias";
  attrs: {
    readonly stride: number;
    readonly dilation: number;
    readonly wantsX: boolean;
    readonly wantsDepthwise: boolean;
    readonly wantsBias: boolean;
  };
  dynamic: { readonly padLeft: number };
}

export const depthwiseConv1dGradientSpec: OpSpec<"depthwiseConv1dGradient", DepthwiseConv1dGradient["inputs"]> = {
  name: "depthwiseConv1dGradient",
  kind: "fused",
  staticAxes: { depthwise: [0, 1, 2] },
};
