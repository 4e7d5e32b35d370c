import type { GradientRule } from "../autodiff/gradient-rule.js";
import { insertZeros } from "./pad.js";
import { sum } from "./reduce.js";

/** Each gradient goes back to where its element came from; those of a repeated element are added. */
export const sliceGradient: GradientRule<"slice"> = ({ call, gradients }) => {
  const { start, step } = call.dynamic;
  const repeated = step.flatMap((stride, axis) => (stride === 0 ? [axis] : []));
  const gradient = repeated.length > 0 ? sum(gradients.y, { axis: repeated, keepDims: true }) : gradients.y;
  const interior = step.map((stride) => Math.max(0, stride - 1));
  return { x: insertZeros(gradient, start, interior, call.inputs.x.shape) };
};
