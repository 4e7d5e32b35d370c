import { abs, add, max, maximum, mean, mul, square, step, sub, sum, type Tensor } from "@sepconv/core";
import { lastAxis } from "./last-axis.js";

/** mean max(1 − yTrue·yPred, 0), where yTrue is −1 or 1; labels that are all 0 or 1 become that */
export function hinge(yTrue: Tensor, yPred: Tensor): Tensor {
  return mean(margin(yTrue, yPred), lastAxis);
}

/** mean max(1 − yTrue·yPred, 0)² */
export function squaredHinge(yTrue: Tensor, yPred: Tensor): Tensor {
  return mean(square(margin(yTrue, yPred)), lastAxis);
}

/** max(max((1 − yTrue)·yPred) − Σ yTrue·yPred + 1, 0) */
export function categoricalHinge(yTrue: Tensor, yPred: Tensor): Tensor {
  const right = sum(mul(yTrue, yPred), lastAxis);
  const wrong = max(mul(sub(1, yTrue), yPred), lastAxis);
  return maximum(add(sub(wrong, right), 1), 0);
}

function margin(yTrue: Tensor, yPred: Tensor): Tensor {
  // binary is 1 where every label is 0 or 1: y·(y − 1) = 0.
  const binary = sub(1, step(max(abs(mul(yTrue, sub(yTrue, 1))))));
  const signs = sub(mul(yTrue, add(binary, 1)), binary);
  return maximum(sub(1, mul(signs, yPred)), 0);
}
