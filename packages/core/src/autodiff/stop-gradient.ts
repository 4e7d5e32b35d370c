import { checkTensor } from "../arguments/check-tensor.js";
import { observer } from "../program/observer.js";
import { alias, type Tensor } from "../tensor/tensor.js";

/**
 * The same value, of which no gradient is taken: a constant to whoever differentiates. Nothing is copied.
 *
 * @throws ArgumentError where x is no tensor.
 * @see https://www.tensorflow.org/api_docs/python/tf/stop_gradient
 * @example
 * const { grads } = valueAndGrad((x) => sum(mul(stopGradient(x), x)))(tensor([2, 3]));
 * grads[0].dataSync(); // [2, 3]
 */
export function stopGradient(x: Tensor): Tensor {
  checkTensor("stopGradient", "x", x);
  observer()?.reshaped(x);
  return alias(x, x.shape);
}
