import type { GradientRule } from "../autodiff/gradient-rule.js";
import { separableConv1dGradientDefinition } from "./separable-conv1d-gradient.definition.js";

/** Second order: the definition in primitives is differentiated. */
export const separableConv1dGradientGradient: GradientRule<"separableConv1dGradient"> = ({
  call,
  gradients,
  differentiate,
}) => {
  const { x, depthwise, pointwise, gradient } = call.inputs;
  const names = ["x", "depthwise", "pointwise", "bias"] as const;
  const [dx, dDepthwise, dPointwise, dGradient] = differentiate(
    () => {
      const outputs = separableConv1dGradientDefinition(call);
      return names.map((name) => outputs[name]);
    },
    [x, depthwise, pointwise, gradient],
    names.map((name) => gradients[name]),
  );
  return {
    ...(dx && { x: dx }),
    ...(dDepthwise && { depthwise: dDepthwise }),
    ...(dPointwise && { pointwise: dPointwise }),
    ...(dGradient && { gradient: dGradient }),
  };
};
