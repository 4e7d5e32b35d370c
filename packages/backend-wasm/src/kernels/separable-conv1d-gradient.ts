import type { Kernel } from "@sepconv/backend";
import { binary } from "../../build/separable-conv1d-gradient.js";
import { differentiate } from "../differentiate.js";
import { gradientSizes } from "../gradient-sizes.js";
import { panelBytes, separableSizes } from "../separable-sizes.js";
import type { WasmContext } from "../wasm-context.js";

/**
 *     dBias[f]        = Σ_{b,o} e[b,o,f]
 *     dPointwise[q,f] = Σ_{b,o} h[b,o,q] · e[b,o,f]
 *     dh[b,o,q]       = Σ_f e[b,o,f] · P[q,f]                                  (q = m·C + c)
 *     dDepthwise[j,c,m] = Σ_{b,o} dh[b,o,q] · x[b,t,c],                        t = o·stride + j·dilation − padLeft
 *     dx[b,t,c]       = Σ_{m,j,o} D[j,c,m] · dh[b,o,q]
 */
export const separableConv1dGradient: Kernel<"separableConv1dGradient", WasmContext> = (context, attrs, types) => {
  const sizes = gradientSizes(attrs, separableSizes(types));
  const { channels, multiplier, filters } = sizes;
  const functions = context.instance(binary);
  const bytes = panelBytes(filters, channels);

  return (operands, outputs, { padLeft }) => {
    // Only dh reads the pointwise filter: P transposed, in panels of eight channels.
    const panels =
      outputs.x || outputs.depthwise
        ? context.packed(operands.pointwise, `transposed/${multiplier}`, multiplier * bytes, (source, target) => {
            for (let m = 0; m < multiplier; m++) {
              const [from, to] = [source + m * filters * 4, target + m * bytes];
              functions.packPanels(from, to, filters, channels, 1, multiplier * filters, 1, 1, 8);
            }
          })
        : 0;
    differentiate(context, sizes, operands, panels, outputs, padLeft);
  };
};
