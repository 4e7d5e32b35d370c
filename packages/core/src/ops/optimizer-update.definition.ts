import type { UpdateKind } from "@sepconv/backend";
import type { Definition, InputTensors, OutputTensors } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";
import { add, div, maximum, minimum, mul, sub } from "./binary.js";
import { abs, sign, sqrt, square } from "./unary.js";

type Inputs = Required<InputTensors<"optimizerUpdate">>;

/** The formulas of the op's spec, op by op, in Keras' order. */
export const optimizerUpdateDefinition: Definition<"optimizerUpdate"> = ({ attrs: { kind }, dynamic, inputs }) => {
  const { w, g, a = w, b = w, c = w } = inputs;
  return updates[kind]({ w, g, a, b, c }, ...dynamic.numbers);
};

const updates: {
  readonly [Kind in UpdateKind]: (inputs: Inputs, ...numbers: number[]) => OutputTensors<"optimizerUpdate">;
} = {
  average: ({ w, g }, beta = 0, rest = 0) => ({ w: blend(w, beta, g, rest) }),
  sgd: ({ w, g }, rate = 0) => ({ w: sub(w, mul(g, rate)) }),
  momentum: ({ w, g, a: old }, rate = 0, beta = 0) => {
    const a = sub(mul(old, beta), mul(g, rate));
    return { w: add(w, a), a };
  },
  nesterov: ({ w, g, a: old }, rate = 0, beta = 0) => {
    const descent = mul(g, rate);
    const a = sub(mul(old, beta), descent);
    return { w: add(w, sub(mul(a, beta), descent)), a };
  },
  lion: ({ w, g, a }, rate = 0, beta1 = 0, rest1 = 0, beta2 = 0, rest2 = 0) => ({
    w: sub(w, mul(sign(blend(a, beta1, g, rest1)), rate)),
    a: blend(a, beta2, g, rest2),
  }),
  adagrad: ({ w, g, a: old }, rate = 0, epsilon = 0) => {
    const a = add(old, square(g));
    return { w: sub(w, div(mul(g, rate), sqrt(add(a, epsilon)))), a };
  },
  adadelta: ({ w, g, a: old, b }, rate = 0, rho = 0, rest = 0, epsilon = 0) => {
    const a = blend(old, rho, square(g), rest);
    const d = div(mul(sqrt(add(b, epsilon)), g), sqrt(add(a, epsilon)));
    return { w: sub(w, mul(d, rate)), a, b: blend(b, rho, square(d), rest) };
  },
  rmsprop: ({ w, g, a: old }, rate = 0, rho = 0, rest = 0, epsilon = 0) => {
    const a = blend(old, rho, square(g), rest);
    return { w: sub(w, scaled(g, rate, a, epsilon)), a };
  },
  rmspropMomentum: ({ w, g, a: old, b: last }, rate = 0, rho = 0, rest = 0, epsilon = 0, beta = 0) => {
    const a = blend(old, rho, square(g), rest);
    const b = add(mul(last, beta), scaled(g, rate, a, epsilon));
    return { w: sub(w, b), a, b };
  },
  rmspropCentered: ({ w, g, a: old, b: mean }, rate = 0, rho = 0, rest = 0, epsilon = 0) => {
    const a = blend(old, rho, square(g), rest);
    const b = blend(mean, rho, g, rest);
    return { w: sub(w, scaled(g, rate, sub(a, square(b)), epsilon)), a, b };
  },
  rmspropCenteredMomentum: (inputs, rate = 0, rho = 0, rest = 0, epsilon = 0, beta = 0) => {
    const { w, g, a: old, b: mean, c: last } = inputs;
    const a = blend(old, rho, square(g), rest);
    const b = blend(mean, rho, g, rest);
    const c = add(mul(last, beta), scaled(g, rate, sub(a, square(b)), epsilon));
    return { w: sub(w, c), a, b, c };
  },
  adam: (inputs, rate = 0, p = 0, q = 0, epsilon = 0) => {
    const { a, b } = moments(inputs, p, q);
    return { w: sub(inputs.w, div(mul(a, rate), add(sqrt(b), epsilon))), a, b };
  },
  amsgrad: (inputs, rate = 0, p = 0, q = 0, epsilon = 0) => {
    const { a, b } = moments(inputs, p, q);
    const c = maximum(inputs.c, b);
    return { w: sub(inputs.w, div(mul(a, rate), add(sqrt(c), epsilon))), a, b, c };
  },
  adamax: ({ w, g, a: old, b: size }, rate = 0, p = 0, beta = 0, epsilon = 0, share = 0) => {
    const a = towards(old, g, p);
    const b = maximum(mul(size, beta), abs(g));
    return { w: sub(w, div(mul(a, rate), mul(add(b, epsilon), share))), a, b };
  },
  nadam: (inputs, rate = 0, p = 0, q = 0, epsilon = 0, ...shares) => {
    const [next = 0, nextShare = 0, now = 0, nowShare = 0, share = 0] = shares;
    const { a, b } = moments(inputs, p, q);
    const n = add(div(mul(a, next), nextShare), div(mul(inputs.g, now), nowShare));
    return { w: sub(inputs.w, div(mul(n, rate), add(sqrt(div(b, share)), epsilon))), a, b };
  },
  ftrl: ({ w, g, a: old, b: linear }, rate = 0, l1 = 0, l2 = 0, shrinkage = 0) => {
    const a = add(old, square(g));
    const slope = sqrt(a);
    const rise = div(sub(slope, sqrt(old)), rate);
    const b = add(linear, sub(add(g, mul(w, shrinkage)), mul(rise, w)));
    return { w: div(sub(minimum(maximum(b, -l1), l1), b), add(div(slope, rate), l2)), a, b };
  },
};

/** old·beta + now·rest */
function blend(old: Tensor, beta: number, now: Tensor, rest: number): Tensor {
  return add(mul(old, beta), mul(now, rest));
}

/** old + share·(now − old) */
function towards(old: Tensor, now: Tensor, share: number): Tensor {
  return add(old, mul(sub(now, old), share));
}

function moments({ g, a, b }: Inputs, p: number, q: number): { readonly a: Tensor; readonly b: Tensor } {
  return { a: towards(a, g, p), b: towards(b, square(g), q) };
}

/** rate·g / √(spread + epsilon) */
function scaled(g: Tensor, rate: number, spread: Tensor, epsilon: number): Tensor {
  return div(mul(g, rate), sqrt(add(spread, epsilon)));
}
