import type { OpSpec } from "./op-spec.js";

/**
 * Gradients of `separableConv1d` without activation, for the cotangent `gradient` of its linear output, e:
 *
 *     bias[f]        = Σ_{b,o} e[b,o,f]
 *     pointwise[q,f] = Σ_{b,o} h[b,o,q] · e[b,o,f]
 *     dh[b,o,q]      = Σ_f e[b,o,f] · P[q,f]
 *     depthwise[j,c,m] = Σ_{b,o : 0 ≤ t < L} dh[b,o,c·M+m] · x[b,t,c],      t = o·stride + j·dilation − padLeft
 *     x[b,t,c]       = Σ_m Σ_{j,o : o·stride + j·dilation − padLeft = t} D[j,c,m] · dh[b,o,c·M+m]
 *
 * Each output is named after the operand that it is the gradient of and has its shape; it is there when the attribute
 * `wants…` asks for it. With an empty batch or no output steps the gradients are zeros.
 */
export interface SeparableConv1dGradient {
  inputs: "x" | "depthwise" | "pointwise" | "gradient";
  optionalInputs: never;
  outputs: never;
  optionalOutputs: "x" | "depthwise" | "pointwise" | "bias";
  attrs: {
    readonly stride: number;
    readonly dilation: number;
    readonly wantsX: boolean;
    readonly wantsDepthwise: boolean;
    readonly wantsPointwise: boolean;
    readonly wantsBias: boolean;
  };
  dynamic: { readonly padLeft: number };
}

export const separableConv1dGradientSpec: OpSpec<"separableConv1dGradient", SeparableConv1dGradient["inputs"]> = {
  name: "separableConv1dGradient",
  kind: "fused",
  staticAxes: { depthwise: [0, 1, 2], pointwise: [2] },
};
