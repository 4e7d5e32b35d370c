import type { Definition } from "../engine/op-call.js";
import { combine } from "./binary.js";
import { reshapeTo } from "./reshape.js";
import { depthwiseByTaps } from "./separable-conv1d.definition.js";
import { unary } from "./unary.js";

/** Tap by tap: `y = activation(Σ_j x[…, o·stride + j·dilation − padLeft, c] · D[j] + bias)`. */
export const depthwiseConv1dDefinition: Definition<"depthwiseConv1d"> = ({ attrs, dynamic, inputs, outputShapes }) => {
  const { x, depthwise, bias } = inputs;
  const [, outputSteps = 0] = outputShapes.y;
  const kernelSize = depthwise.shape[0] ?? 1;
  const h = depthwiseByTaps(x, depthwise, { ...attrs, ...dynamic, kernelSize, steps: x.shape[1] ?? 0, outputSteps });
  const linear = reshapeTo(bias ? combine("add", h, bias) : h, outputShapes.y);
  return { y: attrs.activation ? unary(attrs.activation, linear) : linear };
};
