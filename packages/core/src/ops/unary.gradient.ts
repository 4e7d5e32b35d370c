import type { UnaryKind } from "@sepconv/backend";
import type { GradientRule } from "../autodiff/gradient-rule.js";
import { scalar } from "../tensor/create-tensor.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, gate, minimum, mul, sub } from "./binary.js";
import { abs, exp, hardSigmoid, neg, sigmoid, softplus, sparseSigmoid, square, step, tanh } from "./unary.js";

const one = (like: Tensor): Tensor => scalar(1, like.dtype);
const times = (factor: number, x: Tensor): Tensor => mul(x, scalar(factor, x.dtype));

/** 1 where a < x < b, else 0. */
const inside = (x: Tensor, a: number, b: number): Tensor =>
  mul(step(sub(x, scalar(a, x.dtype))), step(sub(scalar(b, x.dtype), x)));

/** 1 where ∣x∣ > bound, else 0. */
const beyond = (x: Tensor, bound: number): Tensor => step(sub(abs(x), scalar(bound, x.dtype)));

/** 1 where ∣x∣ ≤ bound, else 0: a value that is cut to a range keeps its gradient at both ends, as in TensorFlow. */
const within = (x: Tensor, bound: number): Tensor => sub(one(x), beyond(x, bound));

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
  // y ≥ 0: scale; y < 0: scale·alpha·eˣ = y + scale·alpha
  selu: (_x, y) =>
    add(
      add(minimum(y, scalar(0, y.dtype)), scalar(seluScale, y.dtype)),
      times(seluScaleAlpha - seluScale, step(neg(y))),
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
  sign: () => null,
  gelu: geluDerivative,
  // y = x·s, s = σ(u), u = 2·√(2/π)·(x + 0.044715·x³): s + x·s·(1 − s)·du/dx
  geluTanh: (x) => {
    const squared = square(x);
    const s = sigmoid(mul(x, times(geluScale, add(times(0.044715, squared), one(x)))));
    const slope = times(geluScale, add(times(3 * 0.044715, squared), one(x)));
    return add(s, mul(mul(x, mul(s, sub(one(x), s))), slope));
  },
  // y = x·t, t = tanh ln(1 + eˣ): t + x·(1 − t²)·σ(x)
  mish: (x) => {
    const t = tanh(softplus(x));
    return add(t, mul(mul(x, sub(one(x), square(t))), sigmoid(x)));
  },
  // y = x·h, h = relu6(x + 3) / 6: h + x/6 where h is no bound
  hardSilu: (x) => {
    const h = hardSigmoid(x);
    return add(h, times(1 / 6, mul(x, inside(h, 0, 1))));
  },
  hardSigmoidKeras2: (x) => times(0.2, within(x, 2.5)),
  // y² − x·y = 1, so dy/dx = y² / (y² + 1), here without squares that overflow.
  squareplus: (_x, y) => div(y, add(y, div(one(y), y))),
  softShrink: (x) => beyond(x, 0.5),
  hardShrink: (x) => beyond(x, 0.5),
  tanhShrink: (x) => square(tanh(x)),
  hardTanh: (x) => within(x, 1),
  sparsePlus: (x) => sparseSigmoid(x),
  sparseSigmoid: (x) => times(0.5, inside(x, -1, 1)),
  logSigmoid: (x) => sigmoid(neg(x)),
};

/** 2·√(2/π) */
const geluScale = 1.5957691216057308;

/** Φ(x) + x·φ(x), with the distribution Φ(x) = gelu(x) / x: near 0, where that is no quotient, 1/2. */
function geluDerivative(x: Tensor, y: Tensor): Tensor {
  const nearZero = step(sub(scalar(1e-30, x.dtype), abs(x)));
  const distribution = div(add(y, times(0.5, nearZero)), add(x, nearZero));
  const density = times(1 / Math.sqrt(2 * Math.PI), exp(times(-0.5, square(x))));
  return add(distribution, mul(x, density));
}

/** The gradient of `kind` at x, y = kind(x), for the gradient of y; null where it is zero everywhere. Only what it reads of x and y has to be there, see kept-tensors.ts. */
export function unaryGradientOf(kind: UnaryKind, x: Tensor, y: Tensor, gradient: Tensor): Tensor | null {
  return tidy(() => {
    // The gradient may be smaller than x.
    if (kind === "relu") return gate(gradient, y);
    if (kind === "square") return mul(x, times(2, gradient));
    const derivative = derivatives[kind](x, y);
    return derivative && mul(gradient, derivative);
  });
}

/**
 * The gradient at the linear output of an op with a fused activation; null where it is zero everywhere. The one at its output
 * y is given back, as it may be the largest value there is.
 */
export function linearGradientOf(activation: UnaryKind | null, y: Tensor, gradient: Tensor): Tensor | null {
  if (activation === null) return gradient;
  const linear = unaryGradientOf(activation, y, y, gradient);
  gradient.dispose();
  return linear;
}

/** dx = dy · kind′(x) */
export const unaryGradient: GradientRule<"unary"> = ({ call, outputs, gradients }) => {
  const x = unaryGradientOf(call.attrs.kind, call.inputs.x, outputs.y, gradients.y);
  return x ? { x } : {};
};
