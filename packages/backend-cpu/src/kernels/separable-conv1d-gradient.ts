import type { Kernel } from "@sepconv/backend";
import type { CpuContext } from "../cpu-context.js";
import { differentiate } from "../differentiate.js";

/**
 * With e the gradient of the linear output, t = o·stride + j·dilation − padLeft, and sums over b and o:
 *
 *     bias[f] = Σ e[f]    pointwise[q,f] = Σ h[q]·e[f]    dh[q] = Σ_f e[f]·P[q,f]
 *     depthwise[j,c,m] = Σ dh[c·M+m]·x[b,t,c]    x[b,t,c] = Σ_{m,j,o} D[j,c,m]·dh[c·M+m]
 */
export const separableConv1dGradient: Kernel<"separableConv1dGradient", CpuContext> =
  (context, attrs) => (operands, outputs, dynamic) =>
    differentiate(context, { ...attrs, ...dynamic }, operands, outputs);
