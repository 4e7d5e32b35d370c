import type { GradientRule } from "../autodiff/gradient-rule.js";
import { depthwiseConv1dGradientOp } from "./depthwise-conv1d-gradient.js";
import { linearGradientOf } from "./unary.gradient.js";

/** The activation's derivative at the output, then the gradients of the linear convolution. */
export const depthwiseConv1dGradient: GradientRule<"depthwiseConv1d"> = ({
  call,
  outputs: { y },
  gradients,
  wants,
}) => {
  const { x, depthwise } = call.inputs;
  const { stride, dilation, activation } = call.attrs;
  const gradient = linearGradientOf(activation, y, gradients.y);
  if (gradient === null) return {};
  return depthwiseConv1dGradientOp(
    { x, depthwise, gradient },
    {
      stride,
      dilation,
      padLeft: call.dynamic.padLeft,
      wants: { x: wants("x"), depthwise: wants("depthwise"), bias: wants("bias") },
    },
  );
};
