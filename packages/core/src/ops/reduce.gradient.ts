import type { GradientRule } from "../autodiff/gradient-rule.js";
import type { Tensor } from "../tensor/tensor.js";
import { div, mul, sub } from "./binary.js";
import { broadcastTo } from "./broadcast-to.js";
import { sum } from "./reduce.js";
import { reshape } from "./reshape.js";
import { step } from "./unary.js";

/**
 * Each element that was added gets the sum's gradient; a mean's is divided by n; a maximum's or minimum's is shared by
 * the elements that equal it, as in TensorFlow.
 */
export const reduceGradient: GradientRule<"reduce"> = ({ call, outputs, gradients }) => {
  const { x } = call.inputs;
  const [outer = 1, n = 1, inner = 1] = x.shape;
  const repeated = (reduced: Tensor): Tensor => reshape(reduced, [outer, 1, inner]);
  const stretch = (reduced: Tensor): Tensor => broadcastTo(repeated(reduced), x.shape);
  switch (call.attrs.kind) {
    case "sum":
      return { x: repeated(gradients.y) };
    case "mean":
      return { x: repeated(div(gradients.y, n)) };
    case "max":
      return { x: shared(stretch(gradients.y), sub(1, step(sub(stretch(outputs.y), x))), stretch) };
    case "min":
      return { x: shared(stretch(gradients.y), sub(1, step(sub(x, stretch(outputs.y)))), stretch) };
  }
};

function shared(gradient: Tensor, chosen: Tensor, stretch: (reduced: Tensor) => Tensor): Tensor {
  return div(mul(gradient, chosen), stretch(sum(chosen, { axis: 1 })));
}
