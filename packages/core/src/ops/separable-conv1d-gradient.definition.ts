import type { Definition } from "../engine/op-call.js";
import { depthwiseGradient, inputGradient } from "./depthwise-gradients.js";
import { matrixProduct } from "./matrix-product.js";
import { sum } from "./reduce.js";
import { reshapeTo } from "./reshape.js";
import { depthwiseByTaps } from "./separable-conv1d.definition.js";

/** The formulas of the op's spec, tap by tap, in primitive ops. */
export const separableConv1dGradientDefinition: Definition<"separableConv1dGradient"> = ({
  attrs,
  dynamic,
  inputs,
}) => {
  const { x, depthwise, pointwise, gradient } = inputs;
  const [batch = 0, outputSteps = 0, filters = 0] = gradient.shape;
  const [kernelSize = 1, channels = 0, multiplier = 0] = depthwise.shape;
  const window = { ...attrs, ...dynamic, kernelSize, steps: x.shape[1] ?? 0, outputSteps };
  const e = reshapeTo(gradient, [batch * outputSteps, filters]);
  const needsInner = attrs.wantsX || attrs.wantsDepthwise;
  const inner = needsInner ? matrixProduct(e, reshapeTo(pointwise, pointwise.shape.slice(1)), { transposeB: true }) : e;
  const dh = needsInner ? reshapeTo(inner, [batch, outputSteps, channels, multiplier]) : inner;
  return {
    ...(attrs.wantsX && { x: inputGradient(dh, x, depthwise, window) }),
    ...(attrs.wantsDepthwise && { depthwise: depthwiseGradient(dh, x, depthwise, window) }),
    ...(attrs.wantsPointwise && {
      pointwise: reshapeTo(
        matrixProduct(depthwiseByTaps(x, depthwise, window), e, { transposeA: true }),
        pointwise.shape,
      ),
    }),
    ...(attrs.wantsBias && { bias: sum(e, { axis: 0 }) }),
  };
};
