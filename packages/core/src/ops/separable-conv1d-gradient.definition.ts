import type { Definition } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, mul } from "./binary.js";
import { paddedSteps, padSteps, seenByTap, type TapWindow, tapOf } from "./depthwise-taps.js";
import { matrixProduct } from "./matrix-product.js";
import { insertZeros } from "./pad.js";
import { sum } from "./reduce.js";
import { reshapeTo } from "./reshape.js";
import { depthwiseByTaps } from "./separable-conv1d.definition.js";
import { stridedSlice } from "./slice.js";

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

/** dx: each tap's share goes back to the steps that it saw; shares of one step are added. */
function inputGradient(dh: Tensor, x: Tensor, depthwise: Tensor, window: TapWindow): Tensor {
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const padded = [batch, paddedSteps(window), channels];
  let total: Tensor | undefined;
  for (let tap = 0; tap < window.kernelSize; tap++) {
    const share = sum(mul(dh, tapOf(depthwise, tap)), { axis: 3 });
    const spread = insertZeros(share, [0, tap * window.dilation, 0], [0, window.stride - 1, 0], padded);
    total = total ? add(total, spread) : spread;
  }
  return stridedSlice(total ?? x, [0, window.padLeft, 0], [1, 1, 1], [batch, steps, channels]);
}

/** dD[j] = Σ_{b,o} dh · (what tap j saw), each placed at its tap. */
function depthwiseGradient(dh: Tensor, x: Tensor, depthwise: Tensor, window: TapWindow): Tensor {
  const padded = padSteps(x, window);
  let total: Tensor | undefined;
  for (let tap = 0; tap < window.kernelSize; tap++) {
    const share = sum(mul(dh, seenByTap(padded, tap, window)), { axis: [0, 1] });
    const placed = insertZeros(reshapeTo(share, [1, ...share.shape]), [tap, 0, 0], [0, 0, 0], depthwise.shape);
    total = total ? add(total, placed) : placed;
  }
  return total ?? depthwise;
}
