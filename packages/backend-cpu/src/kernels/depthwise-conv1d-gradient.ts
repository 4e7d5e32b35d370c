import type { Kernel } from "@sepconv/backend";
import type { CpuContext } from "../cpu-context.js";
import { differentiate } from "../differentiate.js";

/**
 * With e the gradient of the linear output, t = o·stride + j·dilation − padLeft, q = c·M + m, and sums over b and o:
 *
 *     bias[q] = Σ e[q]    depthwise[j,c,m] = Σ e[q]·x[b,t,c]    x[b,t,c] = Σ_{m,j,o} D[j,c,m]·e[q]
 */
export const depthwiseConv1dGradient: Kernel<"depthwiseConv1dGradient", CpuContext> =
  (context, attrs) => (operands, outputs, dynamic) =>
    differentiate(context, { ...attrs, ...dynamic }, operands, outputs);
