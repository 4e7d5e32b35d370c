import { mul } from "../ops/binary.js";
import { reshape } from "../ops/reshape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { MakeConstant } from "./fold-into-products.js";
import type { Step, StepOf, Uses } from "./step.js";

/** Steps that multiply by filters, add a bias and apply an activation. */
export type Product =
  | StepOf<"separableConv1d">
  | StepOf<"conv1d">
  | StepOf<"depthwiseConv1d">
  | StepOf<"conv1dTranspose">;

export function isProduct(step: Step): step is Product {
  const { op } = step;
  return op === "separableConv1d" || op === "conv1d" || op === "depthwiseConv1d" || op === "conv1dTranspose";
}

/**
 * The product's filters, each output channel's multiplied by its factor.
 *
 * @returns undefined where they are not constant, or lie in an order for which this is not written.
 */
export function scaledFilter(product: Product, factors: () => Tensor, make: MakeConstant): Uses | undefined {
  const name =
    product.op === "separableConv1d" ? "pointwise" : product.op === "depthwiseConv1d" ? "depthwise" : "filter";
  const use = product.inputs[name];
  const filter = use?.value.constant;
  if (!filter) return undefined;
  const [, second = 0, third = 0] = use.shape;
  switch (product.op) {
    case "separableConv1d":
    case "conv1d":
      return { [name]: make(() => mul(reshape(filter, use.shape), factors())) };
    case "depthwiseConv1d":
      return { [name]: make(() => mul(reshape(filter, use.shape), reshape(factors(), [second, third]))) };
    case "conv1dTranspose":
      if (product.attrs.groups > 1) return undefined;
      return { [name]: make(() => mul(reshape(filter, use.shape), reshape(factors(), [second, 1]))) };
  }
}
