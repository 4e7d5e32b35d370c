import type { Kernel } from "@sepconv/backend";
import { gradientByTaps } from "../gradient-by-taps.js";
import { gradientInChunks } from "../gradient-in-chunks.js";
import { gradientSizes } from "../gradient-sizes.js";
import type { WasmContext } from "../wasm-context.js";

/** Input steps that a tile may see: of more, four channels alone would fill the first level of cache. */
const mostWindowRows = 2048;

/**
 *     dBias[f]        = Σ_{b,o} e[b,o,f]
 *     dPointwise[q,f] = Σ_{b,o} h[b,o,q] · e[b,o,f]
 *     dh[b,o,q]       = Σ_f e[b,o,f] · P[q,f]                                  (q = m·C + c)
 *     dDepthwise[j,c,m] = Σ_{b,o} dh[b,o,q] · x[b,t,c],                        t = o·stride + j·dilation − padLeft
 *     dx[b,t,c]       = Σ_{m,j,o} D[j,c,m] · dh[b,o,q]
 *
 * Only what is wanted is computed.
 */
export const separableConv1dGradient: Kernel<"separableConv1dGradient", WasmContext> = (context, attrs, types) => {
  const kernel = gradientSizes(attrs, types).windowRows <= mostWindowRows ? gradientInChunks : gradientByTaps;
  return kernel(context, attrs, types);
};
