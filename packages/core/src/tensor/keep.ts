import { escapeScope } from "./scope.js";
import { alias, type Tensor } from "./tensor.js";

/**
 * A second reference to a value, which belongs to no `tidy` scope: it ends with its own `dispose()`. A tape that follows
 * the tensor follows it too.
 *
 * @example
 * const x = tensor([1, 2]);
 * const kept = keep(x);
 * x.dispose();
 * kept.dataSync(); // [1, 2]
 */
export function keep(tensor: Tensor): Tensor {
  return escapeScope(alias(tensor, tensor.shape, tensor.id));
}
