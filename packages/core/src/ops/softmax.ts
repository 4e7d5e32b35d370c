import { elementCount, ShapeError, softmaxSpec } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshape } from "./reshape.js";
import { softmaxDefinition } from "./softmax.definition.js";
import { transpose } from "./transpose.js";

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
  if (axis !== rank - 1) {
    // Exchanging two axes is its own inverse.
    const permutation = x.shape.map((_, index) => (index === axis ? rank - 1 : index === rank - 1 ? axis : index));
    return transpose(softmax(transpose(x, { permutation })), { permutation });
  }
  const columns = x.shape[rank - 1] ?? 1;
  const rows = [elementCount(x.shape.slice(0, -1)), columns];
  const call = {
    spec: softmaxSpec,
    attrs: {},
    dynamic: {},
    inputs: { x: reshape(x, rows) },
    outputShapes: { y: rows },
  };
  return reshape(execute(call, softmaxDefinition).y, x.shape);
}
