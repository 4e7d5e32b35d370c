import { ArgumentError, ShapeError, sameShape } from "@sepconv/backend";
import { checkFunction } from "../arguments/check-function.js";
import { followersOf, withRecorders } from "../engine/recorders.js";
import { observer } from "../program/observer.js";
import { tidy } from "../tensor/scope.js";
import { alias, Tensor } from "../tensor/tensor.js";

/** What a function with a gradient of its own computes. */
export interface CustomValue {
  readonly value: Tensor;
  /** What `gradient` reads: inputs, the value, or what was computed on the way. Default: nothing. */
  readonly saved?: readonly Tensor[];
  /**
   * The gradients of the inputs, one for each and of its shape, null for none, for the gradient `dy` of the value. `saved` are
   * the tensors above, in that order, as they were then.
   */
  readonly gradient: (dy: Tensor, ...saved: Tensor[]) => readonly (Tensor | null)[];
}

/**
 * A function whose gradient is the one that it says, whatever ops it is made of.
 *
 * @param compute gives the value, what the gradient reads, and the gradient, which is written in ops: second order works.
 * @throws ArgumentError, ShapeError where it gives something else, or not one gradient for each input.
 * @see https://www.tensorflow.org/api_docs/python/tf/custom_gradient
 * @example
 * // ln(1 + eˣ), whose gradient is no quotient of infinities.
 * const logOfOnePlusExp = customGrad((x) => ({
 *   value: log(add(exp(x), 1)),
 *   saved: [x],
 *   gradient: (dy, x) => [mul(dy, sigmoid(x))],
 * }));
 * const { grads } = valueAndGrad((x) => sum(logOfOnePlusExp(x)))(tensor([0, 100]));
 * grads[0].dataSync(); // [0.5, 1]
 */
export function customGrad(compute: (...inputs: Tensor[]) => CustomValue): (...inputs: Tensor[]) => Tensor {
  checkFunction("customGrad", compute);
  return (...inputs) =>
    tidy(() => {
      const { value, saved = [], gradient } = checked(withRecorders([], () => compute(...inputs)));
      // Under an identity of its own, as the value may be an input.
      observer()?.reshaped(value);
      const y = alias(value, value.shape);
      for (const recorder of followersOf(inputs)) {
        recorder.noteCustom(inputs, saved, y, (dy, kept) => gradientsFor(inputs, gradient(dy, ...kept)));
      }
      return y;
    });
}

function checked(result: CustomValue): CustomValue {
  const saved: unknown = result?.saved ?? [];
  const isCustom =
    result?.value instanceof Tensor &&
    typeof result.gradient === "function" &&
    Array.isArray(saved) &&
    saved.every((tensor) => tensor instanceof Tensor);
  if (isCustom) return result;
  throw new ArgumentError({
    where: "customGrad",
    problem: "the function's result is not valid",
    expected: "{ value, gradient }, and saved, a list of tensors, where the gradient reads some",
    got: result,
  });
}

function gradientsFor(
  inputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[],
): readonly (Tensor | undefined)[] {
  if (!Array.isArray(gradients) || gradients.length !== inputs.length) {
    throw new ArgumentError({
      where: "customGrad",
      problem: "the gradient is not one for each input",
      expected: `a list of ${inputs.length}`,
      got: gradients,
    });
  }
  return inputs.map(({ shape }, index) => {
    const given: unknown = gradients[index];
    if (given === null) return undefined;
    // Under a tensor of its own: it may be somebody else's.
    if (given instanceof Tensor && sameShape(given.shape, shape)) return alias(given, shape, given.id);
    throw new ShapeError({
      where: "customGrad",
      problem: `the gradient of input ${index} does not fit it`,
      expected: `a tensor of shape [${shape.join(", ")}], or null`,
      got: given instanceof Tensor ? given.shape : given,
    });
  });
}
