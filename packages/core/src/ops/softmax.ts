import { elementCount, ShapeError, softmaxSpec } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshapeTo } from "./reshape.js";
import { softmaxDefinition } from "./softmax.definition.js";
import { transposed } from "./transpose.js";

/** What `softmax` takes. */
export interface SoftmaxOptions {
  /** The axis that sums to 1. Default: -1, the last. */
  readonly axis?: number;
}

/**
 * `y = e^(x − max) / Σ e^(x − max)` along one axis.
 *
 * @throws ShapeError for a scalar. @throws ArgumentError where there is no such axis.
 * @see https://www.tensorflow.org/api_docs/python/tf/nn/softmax
 * @example
 * softmax(tensor([0, 0])).dataSync(); // [0.5, 0.5]
 */
export function softmax(x: Tensor, options: SoftmaxOptions = {}): Tensor {
  checkTensor("softmax", "x", x);
  checkOptions("softmax", options, ["axis"]);
  const rank = x.shape.length;
  if (rank === 0)
    throw new ShapeError({ where: "softmax", problem: "x is a scalar", expected: "rank 1 or more", got: x.shape });
  const axis = axisOf("softmax", options.axis ?? -1, x.shape);
  return tidy(() => (axis === rank - 1 ? softmaxOfLast(x) : softmaxOfAxis(x, axis)));
}

function softmaxOfLast(x: Tensor): Tensor {
  const rows = [elementCount(x.shape.slice(0, -1)), x.shape.at(-1) ?? 1];
  const call = {
    spec: softmaxSpec,
    attrs: {},
    dynamic: {},
    inputs: { x: reshapeTo(x, rows) },
    outputShapes: { y: rows },
  };
  return reshapeTo(execute(call, softmaxDefinition).y, x.shape);
}

function softmaxOfAxis(x: Tensor, axis: number): Tensor {
  const last = x.shape.length - 1;
  // Exchanging two axes is its own inverse.
  const permutation = x.shape.map((_, index) => (index === axis ? last : index === last ? axis : index));
  return transposed(softmaxOfLast(transposed(x, permutation)), permutation);
}
