import { ShapeError } from "@sepconv/backend";
import { broadcastTo, reshape, type Shape, type Tensor } from "@sepconv/core";
import { showShape } from "../partial-shape.js";

/**
 * A weight for each value from one for each value, for each row or for each sample: axes that are missing are added at the end.
 *
 * @throws ShapeError where it does not fit.
 */
export function fitWeight(where: string, weight: Tensor, shape: Shape): Tensor {
  const { length: rank } = weight.shape;
  const padded = rank > shape.length && weight.shape.at(-1) === 1 ? weight.shape.slice(0, -1) : [...weight.shape];
  while (padded.length < shape.length && rank > 0) padded.push(1);
  const fits = padded.length <= shape.length && padded.every((extent, axis) => extent === 1 || extent === shape[axis]);
  if (fits) return broadcastTo(reshape(weight, padded), shape);
  throw new ShapeError({
    where,
    problem: "sampleWeight does not fit the values",
    expected: `${showShape(shape)} or one number for each sample`,
    got: weight.shape,
  });
}

/** @throws ShapeError where truth and prediction have different shapes. */
export function checkSameShape(where: string, yTrue: Tensor, yPred: Tensor): void {
  const [a, b] = [yTrue.shape, yPred.shape];
  if (a.length === b.length && a.every((extent, axis) => extent === b[axis])) return;
  throw new ShapeError({ where, problem: "yTrue and yPred have different shapes", expected: showShape(b), got: a });
}
