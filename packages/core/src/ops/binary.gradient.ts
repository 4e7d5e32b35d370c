import type { BinaryKind, Shape } from "@sepconv/backend";
import type { GradientRule } from "../autodiff/gradient-rule.js";
import type { Tensor } from "../tensor/tensor.js";
import { div, gate, mul, sub } from "./binary.js";
import { sum } from "./reduce.js";
import { reshape } from "./reshape.js";
import { neg, square, step } from "./unary.js";

/** 1 where a ≥ b, else 0: where operands tie, the first one takes the gradient, as in TensorFlow. */
const atLeast = (a: Tensor, b: Tensor): Tensor => sub(1, step(sub(b, a)));

type Partials = {
  readonly a: (a: Tensor, b: Tensor, gradient: Tensor) => Tensor;
  /** Null where it is zero everywhere. */
  readonly b: (a: Tensor, b: Tensor, gradient: Tensor) => Tensor | null;
};

const partials: { readonly [Kind in BinaryKind]: Partials } = {
  add: { a: (_a, _b, g) => g, b: (_a, _b, g) => g },
  sub: { a: (_a, _b, g) => g, b: (_a, _b, g) => neg(g) },
  mul: { a: (_a, b, g) => mul(g, b), b: (a, _b, g) => mul(g, a) },
  div: { a: (_a, b, g) => div(g, b), b: (a, b, g) => neg(div(mul(g, a), square(b))) },
  maximum: { a: (a, b, g) => mul(g, atLeast(a, b)), b: (a, b, g) => mul(g, step(sub(b, a))) },
  minimum: { a: (a, b, g) => mul(g, atLeast(b, a)), b: (a, b, g) => mul(g, step(sub(a, b))) },
  gate: { a: (_a, b, g) => gate(g, b), b: () => null },
};

/** da = dy · ∂y/∂a and db = dy · ∂y/∂b, each summed over the axes along which the operand was stretched. */
export const binaryGradient: GradientRule<"binary"> = ({ call, gradients, wants }) => {
  const { a, b } = call.inputs;
  const rule = partials[call.attrs.kind];
  const db = wants("b") ? rule.b(a, b, gradients.y) : null;
  return {
    ...(wants("a") && { a: sumTo(a.shape, rule.a(a, b, gradients.y)) }),
    ...(db && { b: sumTo(b.shape, db) }),
  };
};

/** Sums a broadcast gradient back to the operand's shape. */
function sumTo(shape: Shape, gradient: Tensor): Tensor {
  const missing = gradient.shape.length - shape.length;
  const stretched = gradient.shape.flatMap((extent, axis) =>
    axis < missing || (shape[axis - missing] === 1 && extent !== 1) ? [axis] : [],
  );
  return stretched.length === 0 ? gradient : reshape(sum(gradient, { axis: stretched }), shape);
}
