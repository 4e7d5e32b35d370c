import { elementCount, maxRank, type Shape, ShapeError } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { followersOf } from "../engine/recorders.js";
import { observer } from "../program/observer.js";
import { alias, type Tensor } from "../tensor/tensor.js";

/**
 * The same elements in row-major order under another shape, without a copy. One extent may be −1: it follows from the
 * others.
 *
 * @throws ShapeError where the numbers of elements differ.
 * @see https://www.tensorflow.org/api_docs/python/tf/reshape
 * @example
 * reshape(tensor([1, 2, 3, 4, 5, 6]), [2, -1]).shape; // [2, 3]
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  checkTensor("reshape", "x", x);
  return reshapeTo(x, resolveShape(x, shape));
}

/** The op itself, to a shape that is known to fit. @internal */
export function reshapeTo(x: Tensor, shape: Shape): Tensor {
  const y = alias(x, shape);
  observer()?.reshaped(x);
  for (const recorder of followersOf([x])) recorder.noteReshape(x, y);
  return y;
}

function resolveShape(x: Tensor, target: Shape): Shape {
  const shape: Shape = Array.isArray(target) ? target : [Number.NaN];
  const known = shape.filter((extent) => extent !== -1);
  const rest = x.size / elementCount(known);
  const resolved = shape.map((extent) => (extent === -1 ? rest : extent));
  const valid = resolved.every((extent) => Number.isInteger(extent) && extent >= 0);
  if (valid && resolved.length <= maxRank && shape.length - known.length <= 1 && elementCount(resolved) === x.size)
    return resolved;
  throw new ShapeError({
    where: "reshape",
    problem: `a tensor of shape [${x.shape.join(", ")}] does not have this shape`,
    expected: `at most ${maxRank} extents for ${x.size} elements, with at most one -1`,
    got: target,
  });
}
