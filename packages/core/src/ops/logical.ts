import { checkDType } from "../arguments/check-dtype.js";
import { checkTensor } from "../arguments/check-tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { combine } from "./binary.js";
import { equal } from "./compare.js";
import { type ReduceOptions, reduce } from "./reduce.js";

// On 0 and 1, "and" is the minimum and "or" the maximum. All refuse other dtypes than bool by a DTypeError.

/** Whether both are true, with broadcasting. @example logicalAnd(tensor([true, true]), tensor([true, false])).dataSync(); // [1, 0] */
export function logicalAnd(a: Tensor, b: Tensor): Tensor {
  return combine("minimum", truth("logicalAnd", "a", a), truth("logicalAnd", "b", b), "logicalAnd");
}

/** Whether one of them is true, with broadcasting */
export function logicalOr(a: Tensor, b: Tensor): Tensor {
  return combine("maximum", truth("logicalOr", "a", a), truth("logicalOr", "b", b), "logicalOr");
}

/** Whether it is false */
export function logicalNot(x: Tensor): Tensor {
  return equal(truth("logicalNot", "x", x), 0);
}

/** Whether one element over axes is true: false over none. @example any(tensor([false, true])).dataSync(); // [1] */
export function any(x: Tensor, options?: ReduceOptions): Tensor {
  return reduce("max", truth("any", "x", x), options, "any");
}

/** Whether all elements over axes are true: true over none. @example all(tensor([false, true])).dataSync(); // [0] */
export function all(x: Tensor, options?: ReduceOptions): Tensor {
  return reduce("min", truth("all", "x", x), options, "all");
}

function truth(where: string, name: string, x: Tensor): Tensor {
  checkTensor(where, name, x);
  checkDType(where, name, x, ["bool"]);
  return x;
}
