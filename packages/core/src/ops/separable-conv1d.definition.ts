import type { Definition } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { combine } from "./binary.js";
import { padSteps, seenByTap, type TapWindow, tapOf } from "./depthwise-taps.js";
import { matrixProduct } from "./matrix-product.js";
import { reshapeTo } from "./reshape.js";
import { unary } from "./unary.js";

/** Tap by tap: `h = Σ_j x[…, o·stride + j·dilation − padLeft, c] · D[j]`, then `y = activation(h · P + bias)`. */
export const separableConv1dDefinition: Definition<"separableConv1d"> = ({ attrs, dynamic, inputs, outputShapes }) => {
  const { x, depthwise, pointwise, bias } = inputs;
  const [batch = 0, outputSteps = 0, filters = 0] = outputShapes.y;
  const window = {
    ...attrs,
    ...dynamic,
    kernelSize: depthwise.shape[0] ?? 1,
    steps: x.shape[1] ?? 0,
    outputSteps,
  };
  const h = depthwiseByTaps(x, depthwise, window);
  const product = matrixProduct(h, reshapeTo(pointwise, pointwise.shape.slice(1)));
  const linear = reshapeTo(bias ? combine("add", product, bias) : product, [batch, outputSteps, filters]);
  return { y: attrs.activation ? unary(attrs.activation, linear) : linear };
};

/** The depthwise step as `[B·O, C·M]`. */
export function depthwiseByTaps(x: Tensor, depthwise: Tensor, window: TapWindow): Tensor {
  const [kernelSize = 1, channels = 0, multiplier = 0] = depthwise.shape;
  const padded = padSteps(x, window);
  let h: Tensor | undefined;
  for (let tap = 0; tap < kernelSize; tap++) {
    const term = combine("mul", seenByTap(padded, tap, window), tapOf(depthwise, tap));
    h = h ? combine("add", h, term) : term;
  }
  const rows = (x.shape[0] ?? 0) * window.outputSteps;
  return reshapeTo(h ?? x, [rows, channels * multiplier]);
}
