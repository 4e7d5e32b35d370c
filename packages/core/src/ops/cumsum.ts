import { type Attrs, cumsumSpec } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { boolean } from "../arguments/boolean.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { foldAround } from "./fold-around.js";
import { reshapeTo } from "./reshape.js";

/** What `cumsum` takes. */
export interface CumsumOptions {
  /** The axis to sum along; a negative one counts from the end. Default: 0. */
  readonly axis?: number;
  /** Whether an element's own value stays out of its sum. Default: false. */
  readonly exclusive?: boolean;
  /** Whether sums run from the end. Default: false. */
  readonly reverse?: boolean;
}

/**
 * Running sums along an axis: `y[i] = x[0] + … + x[i]`. Floating-point tensors alone.
 *
 * @throws ArgumentError where there is no such axis. @throws DTypeError for other dtypes.
 * @see https://www.tensorflow.org/api_docs/python/tf/math/cumsum
 * @example
 * cumsum(tensor([1, 2, 3])).dataSync(); // [1, 3, 6]
 * cumsum(tensor([1, 2, 3]), { exclusive: true }).dataSync(); // [0, 1, 3]
 */
export function cumsum(x: Tensor, options: CumsumOptions = {}): Tensor {
  checkTensor("cumsum", "x", x);
  checkOptions("cumsum", options, ["axis", "exclusive", "reverse"]);
  const axis = axisOf("cumsum", options.axis ?? 0, x.shape);
  const exclusive = boolean("cumsum", "exclusive", options.exclusive ?? false);
  const reverse = boolean("cumsum", "reverse", options.reverse ?? false);
  return tidy(() => reshapeTo(runningSums(reshapeTo(x, foldAround(x.shape, axis)), { exclusive, reverse }), x.shape));
}

/** The op itself, on `[outer, n, inner]`. @internal */
export function runningSums(x: Tensor, attrs: Attrs<"cumsum">): Tensor {
  return execute({ spec: cumsumSpec, attrs, dynamic: {}, inputs: { x }, outputShapes: { y: x.shape } }).y;
}
