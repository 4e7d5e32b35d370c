import type { GradientRule } from "../autodiff/gradient-rule.js";
import { convolve } from "./conv1d.js";
import { filterGradient } from "./filter-gradient.js";
import { sum } from "./reduce.js";
import { linearGradientOf } from "./unary.gradient.js";

/** dx is the convolution of the gradient with the same filter; in the filter's gradient input and output change places. */
export const conv1dTransposeGradient: GradientRule<"conv1dTranspose"> = ({
  call,
  outputs: { y },
  gradients,
  wants,
}) => {
  const { attrs, dynamic, inputs } = call;
  const { x, filter } = inputs;
  const { activation, groups } = attrs;
  const gradient = linearGradientOf(activation, y, gradients.y);
  if (gradient === null) return {};
  const outputSteps = x.shape[1] ?? 0;
  const window = { ...attrs, ...dynamic, kernelSize: filter.shape[0] ?? 1, steps: y.shape[1] ?? 0, outputSteps };
  const linear = { ...attrs, activation: null };
  return {
    ...(wants("x") && { x: convolve({ x: gradient, filter }, linear, dynamic.padLeft, outputSteps) }),
    ...(wants("filter") && { filter: filterGradient(gradient, x, window, groups) }),
    ...(wants("bias") && { bias: sum(gradient, { axis: [0, 1] }) }),
  };
};
