import type { GradientRule } from "../autodiff/gradient-rule.js";
import { depthwiseConv1dDefinition } from "./depthwise-conv1d.definition.js";

/** The definition in primitives is differentiated. */
export const depthwiseConv1dGradient: GradientRule<"depthwiseConv1d"> = ({ call, gradients, differentiate }) => {
  const { x, depthwise, bias } = call.inputs;
  const inputs = [x, depthwise, ...(bias ? [bias] : [])];
  const [dx, dDepthwise, dBias] = differentiate(() => [depthwiseConv1dDefinition(call).y], inputs, [gradients.y]);
  return { ...(dx && { x: dx }), ...(dDepthwise && { depthwise: dDepthwise }), ...(dBias && { bias: dBias }) };
};
