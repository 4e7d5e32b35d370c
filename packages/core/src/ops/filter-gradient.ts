import type { Tensor } from "../tensor/tensor.js";
import { joinPair } from "./concat.js";
import { rowsOfTap } from "./conv1d.definition.js";
import { padSteps, type TapWindow } from "./depthwise-taps.js";
import { groupedOuterProduct } from "./grouped-product.js";
import { reshapeTo } from "./reshape.js";

/**
 * The gradient of a convolution's filter, tap by tap: `dW[j] = Σ_{b,o} x[b, o·stride + j·dilation − padLeft, :]ᵀ · e[b,o,:]`.
 *
 * @param x what the taps see, `[B, L, C]`
 * @param gradient e, `[B, O, F]`
 * @returns `[K, C/G, F]`
 */
export function filterGradient(x: Tensor, gradient: Tensor, window: TapWindow, groups: number): Tensor {
  const padded = padSteps(x, window);
  const [batch = 0, outputSteps = 0, filters = 0] = gradient.shape;
  const rows = reshapeTo(gradient, [batch * outputSteps, filters]);
  const taps = Array.from({ length: window.kernelSize }, (_, tap) => {
    const matrix = groupedOuterProduct(rowsOfTap(padded, tap, window), rows, groups);
    return reshapeTo(matrix, [1, matrix.size, 1]);
  });
  const channels = (x.shape[2] ?? 0) / groups;
  return reshapeTo(stacked(taps), [window.kernelSize, channels, filters]);
}

/** `[1, n, 1]` each, side by side as `[1, K·n, 1]`, joined by halves. */
function stacked(taps: readonly Tensor[]): Tensor {
  const [only] = taps;
  if (only !== undefined && taps.length === 1) return only;
  const middle = taps.length >> 1;
  return joinPair(stacked(taps.slice(0, middle)), stacked(taps.slice(middle)));
}
