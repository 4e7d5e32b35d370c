import { ArgumentError, ShapeError } from "@sepconv/backend";
import { checkFunction } from "../arguments/check-function.js";
import { onDeviceOf } from "../engine/execute.js";
import { ones, zeros } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import { alias, Tensor } from "../tensor/tensor.js";
import { backpropagate } from "./backpropagate.js";
import { recordOn, Tape } from "./tape.js";

/** What `valueAndGrad` computes. */
export interface ValueAndGradients {
  /** The scalar that was differentiated. */
  readonly value: Tensor;
  /** One gradient for each argument, of its shape. */
  readonly grads: Tensor[];
}

/**
 * A function that computes `compute(...inputs)` and its gradients with respect to all of the inputs. Variables that
 * `compute` uses can be passed as further inputs; what the value does not depend on has a gradient of zeros.
 *
 * @param compute returns one number: a tensor of one element. It may itself take gradients (second order).
 * @throws ShapeError when the value is not one number.
 * @example
 * const { value, grads } = valueAndGrad((x) => sum(square(x)))(tensor([1, 2, 3]));
 * value.dataSync(); // [14]
 * grads[0].dataSync(); // [2, 4, 6]
 */
export function valueAndGrad(compute: (...inputs: Tensor[]) => Tensor): (...inputs: Tensor[]) => ValueAndGradients {
  checkFunction("valueAndGrad", compute);
  return (...inputs) => {
    const distinct = distinctInputs(inputs);
    return differentiateScalar("valueAndGrad", () => compute(...distinct), distinct);
  };
}

/** The same tensor twice is two arguments, each with a gradient of its own. @internal */
export function distinctInputs(inputs: readonly Tensor[]): readonly Tensor[] {
  return inputs.map((input, index) => (inputs.indexOf(input) < index ? alias(input, input.shape) : input));
}

/**
 * The gradients of one number with respect to tensors or variables that `compute` uses.
 *
 * @throws ShapeError when the value is not one number.
 * @example
 * const weight = variable([2, 3]);
 * const [gradient] = gradients(() => sum(square(weight)), [weight]);
 * gradient.dataSync(); // [4, 6]
 */
export function gradients(compute: () => Tensor, inputs: readonly Tensor[]): Tensor[] {
  checkFunction("gradients", compute);
  return tidy(() => differentiateScalar("gradients", compute, inputs).grads);
}

function differentiateScalar(where: string, compute: () => Tensor, inputs: readonly Tensor[]): ValueAndGradients {
  const one = (): Tensor => {
    const result = compute();
    if (result instanceof Tensor && result.size === 1) return result;
    throw new ShapeError({
      where,
      problem: "the function must compute one number",
      expected: "a tensor of one element",
      got: result instanceof Tensor ? result.shape : result,
      remedy: "Reduce the result with sum() or mean().",
    });
  };
  return differentiateFrom(where, one, inputs, (value) => ones(value.shape, value.dtype));
}

/**
 * A value and the gradients of its inputs, for the gradient of the value that `seedOf` gives.
 *
 * @throws ArgumentError where an input is no tensor. @internal
 */
export function differentiateFrom(
  where: string,
  compute: () => Tensor,
  inputs: readonly Tensor[],
  seedOf: (value: Tensor) => Tensor,
): ValueAndGradients {
  for (const input of inputs) {
    if (!(input instanceof Tensor)) {
      throw new ArgumentError({
        where,
        problem: "an input is no tensor",
        expected: "tensors or variables",
        got: input,
      });
    }
  }
  return tidy(() => {
    const tape = new Tape(inputs);
    try {
      const value = recordOn(tape, () => tidy(compute));
      const found = onDeviceOf([value], () => backpropagate(tape, [value], [seedOf(value)], inputs));
      // Under a tensor of its own: what `compute` returned may be somebody else's.
      const result = alias(value, value.shape, value.id);
      return { value: result, grads: inputs.map((input, index) => found[index] ?? zeros(input.shape, input.dtype)) };
    } finally {
      tape.release();
    }
  });
}
