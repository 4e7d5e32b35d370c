import type { Definition } from "../engine/op-call.js";
import { depthwiseGradient, inputGradient } from "./depthwise-gradients.js";
import { sum } from "./reduce.js";
import { reshapeTo } from "./reshape.js";

/** The formulas of the op's spec, tap by tap, in primitive ops. */
export const depthwiseConv1dGradientDefinition: Definition<"depthwiseConv1dGradient"> = ({
  attrs,
  dynamic,
  inputs,
}) => {
  const { x, depthwise, gradient } = inputs;
  const [batch = 0, outputSteps = 0] = gradient.shape;
  const [kernelSize = 1, channels = 0, multiplier = 0] = depthwise.shape;
  const window = { ...attrs, ...dynamic, kernelSize, steps: x.shape[1] ?? 0, outputSteps };
  const dh = reshapeTo(gradient, [batch, outputSteps, channels, multiplier]);
  return {
    ...(attrs.wantsX && { x: inputGradient(dh, x, depthwise, window) }),
    ...(attrs.wantsDepthwise && { depthwise: depthwiseGradient(dh, x, depthwise, window) }),
    ...(attrs.wantsBias && { bias: sum(gradient, { axis: [0, 1] }) }),
  };
};
