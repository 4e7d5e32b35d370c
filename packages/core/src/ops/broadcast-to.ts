import { broadcastShapes, type Shape, ShapeError, sameShape } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { checkShape } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";

/**
 * The tensor stretched to a shape: extents are aligned at the end, and an extent of 1 repeats.
 *
 * @throws ShapeError where the shape cannot be reached.
 * @example
 * broadcastTo(tensor([1, 2]), [2, 2]).dataSync(); // [1, 2, 1, 2]
 */
export function broadcastTo(x: Tensor, target: Shape): Tensor {
  checkTensor("broadcastTo", "x", x);
  checkShape("broadcastTo", target);
  const shape = [...target];
  if (sameShape(x.shape, shape)) return reshapeTo(x, shape);
  if (!sameShape(broadcastShapes("broadcastTo", x.shape, shape), shape)) {
    throw new ShapeError({
      where: "broadcastTo",
      problem: "x is larger",
      expected: "a shape that x stretches to",
      got: shape,
    });
  }
  const aligned = [...new Array<number>(shape.length - x.shape.length).fill(1), ...x.shape];
  const step = aligned.map((extent, axis) => (extent === 1 && shape[axis] !== 1 ? 0 : 1));
  return stridedSlice(
    reshapeTo(x, aligned),
    aligned.map(() => 0),
    step,
    shape,
  );
}
