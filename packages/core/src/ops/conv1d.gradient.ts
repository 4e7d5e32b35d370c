import type { GradientRule } from "../autodiff/gradient-rule.js";
import { convolveTransposed } from "./conv1d-transpose.js";
import { filterGradient } from "./filter-gradient.js";
import { sum } from "./reduce.js";
import { linearGradientOf } from "./unary.gradient.js";

/** dx is the transposed convolution of the gradient with the same filter; the filter's gradient is taken tap by tap. */
export const conv1dGradient: GradientRule<"conv1d"> = ({ call, outputs: { y }, gradients, wants }) => {
  const { attrs, dynamic, inputs } = call;
  const { x, filter } = inputs;
  const { activation, groups } = attrs;
  const gradient = linearGradientOf(activation, y, gradients.y);
  if (gradient === null) return {};
  const steps = x.shape[1] ?? 0;
  const window = { ...attrs, ...dynamic, kernelSize: filter.shape[0] ?? 1, steps, outputSteps: y.shape[1] ?? 0 };
  const linear = { ...attrs, activation: null };
  return {
    ...(wants("x") && {
      x: convolveTransposed({ x: gradient, filter }, linear, dynamic.padLeft, steps, x.shape[2] ?? 0),
    }),
    ...(wants("filter") && { filter: filterGradient(x, gradient, window, groups) }),
    ...(wants("bias") && { bias: sum(gradient, { axis: [0, 1] }) }),
  };
};
