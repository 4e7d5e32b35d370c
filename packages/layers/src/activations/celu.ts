import { add, div, elu, maximum, minimum, mul, type Tensor, tidy } from "@sepconv/core";

/**
 * `max(x, 0) + alpha · (e^(min(x, 0) / alpha) − 1)`. Its gradient at 0 is 2, since both parts take part there: Keras'
 * own, whose formula this is.
 */
export function celuOf(x: Tensor, alpha: number): Tensor {
  return tidy(() => add(maximum(x, 0), mul(elu(div(minimum(x, 0), alpha)), alpha)));
}
