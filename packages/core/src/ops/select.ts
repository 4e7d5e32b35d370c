import { broadcastShapes, selectSpec } from "@sepconv/backend";
import { checkDType } from "../arguments/check-dtype.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { type BinaryOperand, operandPair } from "../arguments/operand-pair.js";
import { execute, onDeviceOf } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { broadcastTo } from "./broadcast-to.js";

/**
 * `y = condition ? a : b`, element by element, with broadcasting of all three: `where` of other libraries. What is not
 * chosen does not count, not even as NaN, and gets a gradient of 0.
 *
 * @param condition a bool tensor, such as `greater(x, 0)`.
 * @throws ShapeError where the shapes do not broadcast. @throws DTypeError where condition is no bool, or a and b differ.
 * @see https://www.tensorflow.org/api_docs/python/tf/where
 * @example
 * const x = tensor([-1, 2]);
 * select(greater(x, 0), x, 0).dataSync(); // [0, 2]
 */
export function select(condition: Tensor, a: BinaryOperand, b: BinaryOperand): Tensor {
  checkTensor("select", "condition", condition);
  checkDType("select", "condition", condition, ["bool"]);
  return tidy(() => {
    const [left, right] = operandPair("select", a, b);
    const shape = broadcastShapes("select", condition.shape, broadcastShapes("select", left.shape, right.shape));
    return onDeviceOf([condition, left, right], () =>
      choose(broadcastTo(condition, shape), broadcastTo(left, shape), broadcastTo(right, shape)),
    );
  });
}

/** The op itself, on three tensors of one shape. */
function choose(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const inputs = { condition, a, b };
  return execute({ spec: selectSpec, attrs: {}, dynamic: {}, inputs, outputShapes: { y: a.shape } }).y;
}
