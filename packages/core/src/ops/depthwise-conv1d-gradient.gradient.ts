import type { GradientRule } from "../autodiff/gradient-rule.js";
import { depthwiseConv1dGradientDefinition } from "./depthwise-conv1d-gradient.definition.js";

/** Second order: the definition in primitives is differentiated. */
export const depthwiseConv1dGradientGradient: GradientRule<"depthwiseConv1dGradient"> = ({
  call,
  gradients,
  differentiate,
}) => {
  const { x, depthwise, gradient } = call.inputs;
  const names = ["x", "depthwise", "bias"] as const;
  const [dx, dDepthwise, dGradient] = differentiate(
    () => {
      const outputs = depthwiseConv1dGradientDefinition(call);
      return names.map((name) => outputs[name]);
    },
    [x, depthwise, gradient],
    names.map((name) => gradients[name]),
  );
  return {
    ...(dx && { x: dx }),
    ...(dDepthwise && { depthwise: dDepthwise }),
    ...(dGradient && { gradient: dGradient }),
  };
};
