import { ShapeError } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { onDeviceOf } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { sub } from "./binary.js";
import { max, sum } from "./reduce.js";
import type { SoftmaxOptions } from "./softmax.js";
import { exp, log } from "./unary.js";

/**
 * The logarithm of `softmax`, without its overflow: `y = x − max − ln Σ e^(x − max)` along one axis.
 *
 * @throws ShapeError for a scalar. @throws ArgumentError where there is no such axis.
 * @see https://www.tensorflow.org/api_docs/python/tf/nn/log_softmax
 * @example
 * logSoftmax(tensor([0, 0])).dataSync(); // [-0.6931471824645996, -0.6931471824645996]
 */
export function logSoftmax(x: Tensor, options: SoftmaxOptions = {}): Tensor {
  checkTensor("logSoftmax", "x", x);
  checkOptions("logSoftmax", options, ["axis"]);
  if (x.shape.length === 0) {
    throw new ShapeError({ where: "logSoftmax", problem: "x is a scalar", expected: "rank 1 or more", got: x.shape });
  }
  const along = { axis: axisOf("logSoftmax", options.axis ?? -1, x.shape), keepDims: true };
  return tidy(() =>
    onDeviceOf([x], () => {
      const shifted = sub(x, max(x, along));
      return sub(shifted, log(sum(exp(shifted), along)));
    }),
  );
}
