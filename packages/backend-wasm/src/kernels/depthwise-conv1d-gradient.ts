import type { Kernel } from "@sepconv/backend";
import { differentiate } from "../differentiate.js";
import { gradientSizes } from "../gradient-sizes.js";
import { depthwiseSizes } from "../separable-sizes.js";
import type { WasmContext } from "../wasm-context.js";

/**
 *     dBias[q]          = Σ_{b,o} e[b,o,q]                                     (q = c·M + m)
 *     dDepthwise[j,c,m] = Σ_{b,o} e[b,o,q] · x[b,t,c],                         t = o·stride + j·dilation − padLeft
 *     dx[b,t,c]         = Σ_{m,j,o} D[j,c,m] · e[b,o,q]
 *
 * The gradients of a separable convolution without its pointwise filter: what it has for each term, here is e itself.
 */
export const depthwiseConv1dGradient: Kernel<"depthwiseConv1dGradient", WasmContext> = (context, attrs, types) => {
  const depthwise = depthwiseSizes(types.depthwise);
  const sizes = gradientSizes(attrs, { ...depthwise, filters: depthwise.terms });
  return (operands, outputs, { padLeft }) => differentiate(context, sizes, operands, 0, outputs, padLeft);
};
