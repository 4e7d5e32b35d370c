import type { Definition } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { combine } from "./binary.js";
import { padSteps, type TapWindow } from "./depthwise-taps.js";
import { groupedProduct, tapMatrix } from "./grouped-product.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";
import { unary } from "./unary.js";

/** Tap by tap: `y = activation(Σ_j x[…, o·stride + j·dilation − padLeft, :] · W[j] + bias)`, group by group. */
export const conv1dDefinition: Definition<"conv1d"> = ({ attrs, dynamic, inputs, outputShapes }) => {
  const { x, filter, bias } = inputs;
  const [kernelSize = 1] = filter.shape;
  const [, outputSteps = 0] = outputShapes.y;
  const window = { ...attrs, ...dynamic, kernelSize, steps: x.shape[1] ?? 0, outputSteps };
  const padded = padSteps(x, window);
  let sum: Tensor | undefined;
  for (let tap = 0; tap < kernelSize; tap++) {
    const term = groupedProduct(rowsOfTap(padded, tap, window), tapMatrix(filter, tap), attrs.groups);
    sum = sum ? combine("add", sum, term) : term;
  }
  const linear = reshapeTo(bias && sum ? combine("add", sum, bias) : (sum ?? x), outputShapes.y);
  return { y: attrs.activation ? unary(attrs.activation, linear) : linear };
};

/** What a tap sees of the padded input, for each output step: `[B·O, C]`. */
export function rowsOfTap(padded: Tensor, tap: number, { dilation, stride, outputSteps }: TapWindow): Tensor {
  const [batch = 0, , channels = 0] = padded.shape;
  const start = [0, tap * dilation, 0];
  const seen = stridedSlice(padded, start, [1, stride, 1], [batch, outputSteps, channels]);
  return reshapeTo(seen, [batch * outputSteps, channels]);
}
