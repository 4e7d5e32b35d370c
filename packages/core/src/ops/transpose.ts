import { ArgumentError, transposeSpec } from "@sepconv/backend";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import type { Tensor } from "../tensor/tensor.js";

/** What `transpose` takes. */
export interface TransposeOptions {
  /** Axis i of the result is axis `permutation[i]` of x. Default: all axes reversed. */
  readonly permutation?: readonly number[];
}

/**
 * Axes in another order.
 *
 * @throws ArgumentError where `permutation` does not name each axis once.
 * @example
 * transpose(tensor([[1, 2, 3], [4, 5, 6]])).dataSync(); // [1, 4, 2, 5, 3, 6]
 */
export function transpose(x: Tensor, options: TransposeOptions = {}): Tensor {
  checkTensor("transpose", "x", x);
  checkOptions("transpose", options, ["permutation"]);
  const axes = [...x.shape.keys()];
  const permutation = [...(options.permutation ?? axes.toReversed())];
  if (permutation.length !== axes.length || !axes.every((axis) => permutation.includes(axis))) {
    throw new ArgumentError({
      where: "transpose",
      problem: "permutation is not one",
      expected: `each of [${axes.join(", ")}] once`,
      got: permutation,
    });
  }
  return transposed(x, permutation);
}

/** The op itself, with a permutation that is one. @internal */
export function transposed(x: Tensor, permutation: readonly number[]): Tensor {
  const outputShapes = { y: permutation.map((axis) => x.shape[axis] ?? 0) };
  return execute({ spec: transposeSpec, attrs: { permutation }, dynamic: {}, inputs: { x }, outputShapes }).y;
}
