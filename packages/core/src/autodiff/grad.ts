import { checkFunction } from "../arguments/check-function.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { valueAndGrad } from "./gradients.js";

/**
 * A function that computes the gradient of `compute` with respect to its first input; the others are passed on. A gradient
 * can be taken of it again.
 *
 * @param compute returns one number: a tensor of one element.
 * @throws ShapeError when the value is not one number. @throws ArgumentError where there is no input.
 * @see https://docs.jax.dev/en/latest/_autosummary/jax.grad.html
 * @example
 * const cube = (x: Tensor) => sum(mul(x, mul(x, x)));
 * grad(cube)(tensor([1, 2])).dataSync(); // [3, 12]
 * grad((x) => sum(grad(cube)(x)))(tensor([1, 2])).dataSync(); // [6, 12]
 */
export function grad(compute: (x: Tensor, ...others: Tensor[]) => Tensor): (x: Tensor, ...others: Tensor[]) => Tensor {
  checkFunction("grad", compute);
  return (x, ...others) =>
    tidy(() => {
      const { grads } = valueAndGrad((input) => compute(input as Tensor, ...others))(x);
      return grads[0] as Tensor;
    });
}
