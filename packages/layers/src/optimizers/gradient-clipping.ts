import { add, div, maximum, minimum, mul, sqrt, square, sub, sum, type Tensor } from "@sepconv/core";
import { clip } from "../losses/arithmetic.js";
import type { OptimizerSettings } from "./optimizer-options.js";

/** Gradients cut down as `clipnorm`, `globalClipnorm` or `clipvalue` says; 0 cuts nothing, as in Keras. */
export function clipGradients(
  gradients: readonly Tensor[],
  { clipnorm, globalClipnorm, clipvalue }: OptimizerSettings,
): readonly Tensor[] {
  if (clipnorm) return gradients.map((gradient) => clipByNorm(gradient, clipnorm));
  if (globalClipnorm) return clipByGlobalNorm(gradients, globalClipnorm);
  if (clipvalue) return gradients.map((gradient) => clip(gradient, -clipvalue, clipvalue));
  return gradients;
}

/** `g · norm / max(∥g∥, norm)` */
function clipByNorm(gradient: Tensor, norm: number): Tensor {
  return div(mul(gradient, norm), maximum(sqrt(sum(square(gradient))), norm));
}

/** `g · norm · min(1/∥all∥, 1/norm)`, and NaN everywhere when the norm of all is none. */
function clipByGlobalNorm(gradients: readonly Tensor[], norm: number): readonly Tensor[] {
  const length = sqrt(gradients.map((gradient) => sum(square(gradient))).reduce(add));
  const factor = mul(minimum(div(1, length), 1 / norm), norm);
  const scale = add(factor, sub(length, length));
  return gradients.map((gradient) => mul(gradient, scale));
}
