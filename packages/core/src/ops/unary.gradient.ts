import type { UnaryKind } from "@sepconv/backend";
import type { GradientRule } from "../autodiff/gradient-rule.js";
import { scalar } from "../tensor/create-tensor.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, minimum, mul, sub } from "./binary.js";
import { abs, neg, sigmoid, square, step } from "./unary.js";

const one = (like: Tensor): Tensor => scalar(1, like.dtype);
const times = (factor: number, x: Tensor): Tensor => mul(x, scalar(factor, x.dtype));

/** 1 where a < x < b, else 0. */
const inside = (x: Tensor, a: number, b: number): Tensor =>
  mul(step(sub(x, scalar(a, x.dtype))), step(sub(scalar(b, x.dtype), x)));

/** 1 where x > 0, else `slope`. */
const slopes = (x: Tensor, slope: number): Tensor => add(times(1 - slope, step(x)), scalar(slope, x.dtype));

const seluScale = 1.0507009873554805;
const seluScaleAlpha = seluScale * 1.6732632423543772;

/** dy/dx of each kind, from its output y where that is enough, else from its input x. */
const derivatives: { readonly [Kind in UnaryKind]: (x: Tensor, y: Tensor) => Tensor | null } = {
  neg: (x) => scalar(-1, x.dtype),
  abs: (x) => sub(step(x), step(neg(x))),
  square: (x) => times(2, x),
  sqrt: (_x, y) => div(scalar(0.5, y.dtype), y),
  rsqrt: (_x, y) => times(-0.5, mul(y, square(y))),
  exp: (_x, y) => y,
  log: (x) => div(one(x), x),
  step: () => null,
  relu: (_x, y) => step(y),
  relu6: (_x, y) => inside(y, 0, 6),
  leakyRelu: (_x, y) => slopes(y, 0.2),
  // y > 0: 1; y ≤ 0: eˣ = y + 1
  elu: (_x, y) => add(minimum(y, scalar(0, y.dtype)), one(y)),
  // y > 0: scale; y ≤ 0: scale·alpha·eˣ = y + scale·alpha
  selu: (_x, y) =>
    add(
      add(minimum(y, scalar(0, y.dtype)), scalar(seluScaleAlpha, y.dtype)),
      times(seluScale - seluScaleAlpha, step(y)),
    ),
  sigmoid: (_x, y) => mul(y, sub(one(y), y)),
  tanh: (_x, y) => sub(one(y), square(y)),
  hardSigmoid: (_x, y) => times(1 / 6, inside(y, 0, 1)),
  softplus: (x) => sigmoid(x),
  softsign: (x) => div(one(x), square(add(one(x), abs(x)))),
  // σ(x)·(1 + x·(1 − σ(x)))
  silu: (x) => {
    const s = sigmoid(x);
    return mul(s, add(one(x), mul(x, sub(one(x), s))));
  },
};

/** The gradient of `kind` at x, y = kind(x), for the gradient of y; null where it is zero everywhere. */
export function unaryGradientOf(kind: UnaryKind, x: Tensor, y: Tensor, gradient: Tensor): Tensor | null {
  const derivative = derivatives[kind](x, y);
  return derivative && mul(gradient, derivative);
}

/** dx = dy · kind′(x) */
export const unaryGradient: GradientRule<"unary"> = ({ call, outputs, gradients }) => {
  const x = unaryGradientOf(call.attrs.kind, call.inputs.x, outputs.y, gradients.y);
  return x ? { x } : {};
};
