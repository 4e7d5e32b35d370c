import { ShapeError, sameShape } from "@sepconv/backend";
import { checkFunction } from "../arguments/check-function.js";
import { Tensor } from "../tensor/tensor.js";
import { differentiateFrom, distinctInputs, type ValueAndGradients } from "./gradients.js";

/**
 * A function that computes `y = compute(...inputs)`, of any shape, and the product of a cotangent with its Jacobian:
 * `grads[i] = Σ cotangent · ∂y/∂inputs[i]`, of the shape of each input.
 *
 * @param compute returns a tensor.
 * @param cotangent of y's shape, or a function that gives one for y.
 * @throws ShapeError where the value is no tensor, or the cotangent has another shape.
 * @see https://docs.jax.dev/en/latest/_autosummary/jax.vjp.html
 * @example
 * const { value, grads } = vjp((x) => square(x), tensor([1, 10]))(tensor([3, 4]));
 * value.dataSync(); // [9, 16]
 * grads[0].dataSync(); // [6, 80]
 */
export function vjp(
  compute: (...inputs: Tensor[]) => Tensor,
  cotangent: Tensor | ((value: Tensor) => Tensor),
): (...inputs: Tensor[]) => ValueAndGradients {
  checkFunction("vjp", compute);
  const one = (inputs: readonly Tensor[]): Tensor => {
    const value = compute(...inputs);
    if (value instanceof Tensor) return value;
    const problem = "the function must compute a tensor";
    throw new ShapeError({ where: "vjp", problem, expected: "a tensor", got: value });
  };
  const cotangentOf = (value: Tensor): Tensor => {
    const given: unknown = typeof cotangent === "function" ? cotangent(value) : cotangent;
    if (given instanceof Tensor && sameShape(given.shape, value.shape)) return given;
    throw new ShapeError({
      where: "vjp",
      problem: "the cotangent does not fit the value",
      expected: `a tensor of shape [${value.shape.join(", ")}]`,
      got: given instanceof Tensor ? given.shape : given,
    });
  };
  return (...inputs) => {
    const distinct = distinctInputs(inputs);
    return differentiateFrom("vjp", () => one(distinct), distinct, cotangentOf);
  };
}
