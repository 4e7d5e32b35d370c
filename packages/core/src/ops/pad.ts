import { padSpec, type Shape, ShapeError } from "@sepconv/backend";
import { checkTensor } from "../arguments/check-tensor.js";
import { execute } from "../engine/execute.js";
import { checkShape } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Zeros in front of and behind each axis.
 *
 * @param paddings `[before, after]` for each axis.
 * @throws ShapeError where there is not one pair of non-negative whole numbers for each axis.
 * @example
 * pad(tensor([1, 2]), [[1, 2]]).dataSync(); // [0, 1, 2, 0, 0]
 */
export function pad(x: Tensor, paddings: readonly (readonly [number, number])[]): Tensor {
  checkTensor("pad", "x", x);
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isCount);
  const valid = Array.isArray(paddings) && paddings.length === x.shape.length && paddings.every(isPair);
  if (!valid) {
    throw new ShapeError({
      where: "pad",
      problem: "paddings are not valid",
      expected: `${x.shape.length} pairs of whole numbers, none negative`,
      got: paddings,
    });
  }
  const low = paddings.map(([before]) => before);
  const shape = paddings.map(([before, after], axis) => before + (x.shape[axis] ?? 0) + after);
  checkShape("pad", shape);
  return insertZeros(
    x,
    low,
    low.map(() => 0),
    shape,
  );
}

/** The op itself: `low` zeros in front, `interior` zeros between neighbours, the rest behind. @internal */
export function insertZeros(x: Tensor, low: readonly number[], interior: readonly number[], shape: Shape): Tensor {
  return execute({ spec: padSpec, attrs: {}, dynamic: { low, interior }, inputs: { x }, outputShapes: { y: shape } }).y;
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
