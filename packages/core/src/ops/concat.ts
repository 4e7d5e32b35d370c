import { ArgumentError, concatSpec, type Shape, ShapeError } from "@sepconv/backend";
import { axisOf } from "../arguments/axis.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute, onDeviceOf } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { foldAround } from "./fold-around.js";
import { reshapeTo } from "./reshape.js";

/** What `concat` takes. */
export interface ConcatOptions {
  /** The axis along which the tensors follow each other; a negative one counts from the end. Default: 0. */
  readonly axis?: number;
}

/**
 * Tensors one after the other along an axis. They have one dtype, and one shape but for that axis.
 *
 * @throws ArgumentError where there is no tensor, or no such axis. @throws ShapeError where the shapes do not fit.
 * @throws DTypeError where the dtypes differ.
 * @see https://www.tensorflow.org/api_docs/python/tf/concat
 * @example
 * concat([tensor([[1, 2]]), tensor([[3]])], { axis: 1 }).dataSync(); // [1, 2, 3]
 */
export function concat(tensors: readonly Tensor[], options: ConcatOptions = {}): Tensor {
  const [first] = Array.isArray(tensors) ? tensors : [];
  if (first === undefined) {
    throw new ArgumentError({ where: "concat", problem: "there are no tensors", expected: "a list", got: tensors });
  }
  tensors.forEach((tensor, index) => {
    checkTensor("concat", `tensor ${index}`, tensor);
  });
  checkOptions("concat", options, ["axis"]);
  const axis = axisOf("concat", options.axis ?? 0, first.shape);
  tensors.forEach(({ shape }, index) => {
    checkShapes(shape, index, axis, first.shape);
  });
  const shape = first.shape.with(
    axis,
    tensors.reduce((total, tensor) => total + (tensor.shape[axis] ?? 0), 0),
  );
  return tidy(() => {
    const folded = tensors.map((tensor) => reshapeTo(tensor, foldAround(tensor.shape, axis)));
    return reshapeTo(
      onDeviceOf(tensors, () => join(folded)),
      shape,
    );
  });
}

/** Joins halves, so that each element is copied about log₂ of the number of tensors times. */
function join(tensors: readonly Tensor[]): Tensor {
  const middle = Math.ceil(tensors.length / 2);
  const [a, b] = [tensors.slice(0, middle), tensors.slice(middle)];
  const [only] = a;
  return only !== undefined && b.length === 0 ? only : joinPair(join(a), join(b));
}

/** The op itself, on `[outer, na, inner]` and `[outer, nb, inner]`. @internal */
export function joinPair(a: Tensor, b: Tensor): Tensor {
  const shape = a.shape.with(1, (a.shape[1] ?? 0) + (b.shape[1] ?? 0));
  return execute({ spec: concatSpec, attrs: {}, dynamic: {}, inputs: { a, b }, outputShapes: { y: shape } }).y;
}

function checkShapes(shape: Shape, index: number, axis: number, first: Shape): void {
  const fits = (extent: number, at: number): boolean => at === axis || extent === first[at];
  if (shape.length === first.length && shape.every(fits)) return;
  throw new ShapeError({
    where: "concat",
    problem: `tensor ${index} does not fit the first one along axis ${axis}`,
    expected: `[${first.map((extent, at) => (at === axis ? "any" : extent)).join(", ")}]`,
    got: shape,
  });
}
