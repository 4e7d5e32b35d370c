import type { GradientRule } from "../autodiff/gradient-rule.js";
import { separableConv1dGradientOp } from "./separable-conv1d-gradient.js";
import { linearGradientOf } from "./unary.gradient.js";

/** The activation's derivative at the output, then the gradients of the linear convolution. */
export const separableConv1dGradient: GradientRule<"separableConv1d"> = ({
  call,
  outputs: { y },
  gradients,
  wants,
}) => {
  const { x, depthwise, pointwise } = call.inputs;
  const { stride, dilation, activation } = call.attrs;
  const gradient = linearGradientOf(activation, y, gradients.y);
  if (gradient === null) return {};
  return separableConv1dGradientOp(
    { x, depthwise, pointwise, gradient },
    {
      stride,
      dilation,
      padLeft: call.dynamic.padLeft,
      wants: {
        x: wants("x"),
        depthwise: wants("depthwise"),
        pointwise: wants("pointwise"),
        bias: wants("bias"),
      },
    },
  );
};
