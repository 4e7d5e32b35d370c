import { ArgumentError } from "@sepconv/backend";
import { gradients as gradientsOf, type Tensor } from "@sepconv/core";
import { getDefaultGraph } from "./graph/graph.js";
import { trainableVariables } from "./variables/list-variables.js";

/**
 * Gradients of a loss with respect to variables, in their order. TensorFlow 1 takes the loss itself; here nothing is
 * recorded beforehand, so it takes the function that computes it.
 *
 * @param loss computes one number.
 * @param variables default: the trainable variables that the default graph has before `loss` runs.
 * @throws ArgumentError where there are none yet. @throws ShapeError where the loss is not one number.
 * @see https://www.tensorflow.org/api_docs/python/tf/gradients
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import * as v1 from "@sepconv/compat-v1";
 * import { square, sum, useBackend } from "@sepconv/core";
 * await useBackend(createCpuBackend());
 * v1.resetDefaultGraph();
 * const w = v1.getVariable("w", { initializer: [1, 2] });
 * const [gradient] = v1.gradients(() => sum(square(w)));
 * gradient.dataSync(); // [2, 4]
 */
export function gradients(loss: () => Tensor, variables: readonly Tensor[] = trainableVariables()): Tensor[] {
  getDefaultGraph().functionalLosses.beginRun();
  if (variables.length > 0) return gradientsOf(loss, variables);
  throw new ArgumentError({
    where: "gradients",
    problem: "there are no variables",
    expected: "at least one",
    remedy: "Layers make theirs when they are first called or built: compute the loss once before.",
  });
}
