import type { GradientRule } from "../autodiff/gradient-rule.js";
import { mul, sub } from "./binary.js";
import { sum } from "./reduce.js";

/** dx = (dy − Σ dy·y) · y, by rows */
export const softmaxGradient: GradientRule<"softmax"> = ({ outputs: { y }, gradients }) => {
  const projection = sum(mul(gradients.y, y), { axis: 1, keepDims: true });
  return { x: mul(sub(gradients.y, projection), y) };
};
