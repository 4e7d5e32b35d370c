import { ArgumentError, gatherSpec } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { checkDType } from "../arguments/check-dtype.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { checkShape } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { foldAround } from "./fold-around.js";
import { reshapeTo } from "./reshape.js";

/** What `gather` takes. */
export interface GatherOptions {
  /** The axis that the indices count along; a negative one counts from the end. Default: 0. */
  readonly axis?: number;
}

/**
 * Chosen elements of an axis, such as rows of a table: `y[…, i, …] = x[…, indices[i], …]`, where i may be several indices.
 *
 * The result has x's shape with the axis replaced by the shape of `indices`, an int32 tensor. Indices that lie outside are
 * refused where they rest on the host; where a device computed them such an element is NaN, or 0 for integers.
 *
 * @throws ArgumentError where an index lies outside, or there is no such axis. @throws DTypeError where indices are no int32.
 * @see https://www.tensorflow.org/api_docs/python/tf/gather
 * @example
 * gather(tensor([10, 20, 30]), tensor([2, 0, 2], [3], "int32")).dataSync(); // [30, 10, 30]
 */
export function gather(x: Tensor, indices: Tensor, options: GatherOptions = {}): Tensor {
  checkTensor("gather", "x", x);
  checkTensor("gather", "indices", indices);
  checkOptions("gather", options, ["axis"]);
  const axis = axisOf("gather", options.axis ?? 0, x.shape);
  checkDType("gather", "indices", indices, ["int32"]);
  checkRange(indices, x.shape[axis] ?? 0);
  const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
  checkShape("gather", shape);
  return tidy(() => {
    const rows = gatherRows(reshapeTo(x, foldAround(x.shape, axis)), reshapeTo(indices, [indices.size]));
    return reshapeTo(rows, shape);
  });
}

/** The op itself: x `[outer, n, inner]`, indices `[count]`. @internal */
export function gatherRows(x: Tensor, indices: Tensor): Tensor {
  const shape = x.shape.with(1, indices.size);
  return execute({ spec: gatherSpec, attrs: {}, dynamic: {}, inputs: { x, indices }, outputShapes: { y: shape } }).y;
}

function checkRange(indices: Tensor, n: number): void {
  const outside = indices.slot.host?.find((index) => index < 0 || index >= n);
  if (outside === undefined) return;
  const expected = n === 0 ? "no index, as the axis is empty" : `whole numbers from 0 to ${n - 1}`;
  throw new ArgumentError({ where: "gather", problem: "an index lies outside x", expected, got: outside });
}
