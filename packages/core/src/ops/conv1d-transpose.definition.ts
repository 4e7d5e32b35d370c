import type { Definition } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { combine } from "./binary.js";
import { groupedProductTransposed, tapMatrix } from "./grouped-product.js";
import { insertZeros } from "./pad.js";
import { reshapeTo } from "./reshape.js";
import { stridedSlice } from "./slice.js";
import { unary } from "./unary.js";

/** Tap by tap: `x · W[j]ᵀ` with stride − 1 zeros between its steps, moved by j·dilation and added; padLeft steps are cut off. */
export const conv1dTransposeDefinition: Definition<"conv1dTranspose"> = ({ attrs, dynamic, inputs, outputShapes }) => {
  const { x, filter, bias } = inputs;
  const { stride, dilation, groups, activation } = attrs;
  const [batch = 0, steps = 0, channels = 0] = x.shape;
  const [, outputSteps = 0, filters = 0] = outputShapes.y;
  const [kernelSize = 1] = filter.shape;
  const reached = (steps - 1) * stride + (kernelSize - 1) * dilation + 1;
  const whole = [batch, Math.max(dynamic.padLeft + outputSteps, reached), filters];
  const rows = reshapeTo(x, [batch * steps, channels]);
  let sum: Tensor | undefined;
  for (let tap = 0; tap < kernelSize; tap++) {
    const product = groupedProductTransposed(rows, tapMatrix(filter, tap), groups);
    const low = [0, tap * dilation, 0];
    const term = insertZeros(reshapeTo(product, [batch, steps, filters]), low, [0, stride - 1, 0], whole);
    sum = sum ? combine("add", sum, term) : term;
  }
  const cut = stridedSlice(sum ?? x, [0, dynamic.padLeft, 0], [1, 1, 1], outputShapes.y);
  const linear = bias ? combine("add", cut, bias) : cut;
  return { y: activation ? unary(activation, linear) : linear };
};
