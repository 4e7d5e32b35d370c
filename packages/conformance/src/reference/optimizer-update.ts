import type { UpdateKind } from "@sepconv/backend";
import type { HostArray, OpCase } from "../op-case.js";
import { abs, add, type Bounded, div, exact, maximum, minimum, mul, roundedOnce, sign, sqrt, sub } from "./bounded.js";
import type { ReferenceOutput, ReferenceOutputs } from "./reference.js";

type Name = "w" | "g" | "a" | "b" | "c";
type Element = Readonly<Record<Name, Bounded>>;
type Next = { readonly [Slot in Exclude<Name, "g">]?: Bounded };

/** The formulas of the spec, element by element. S is what the roundings of a formula, carried along, add up to. */
export function optimizerUpdate({
  attrs,
  dynamic,
  inputs,
}: OpCase<"optimizerUpdate">): ReferenceOutputs<"optimizerUpdate"> {
  const numbers = dynamic.numbers.map(roundedOnce);
  const length = inputs.w.values.length;
  const at = (array: HostArray | undefined, index: number): Bounded => exact(array?.values[index] ?? 0);
  const next = Array.from({ length }, (_, i) => {
    const { w, g, a, b, c } = inputs;
    return formulas[attrs.kind]({ w: at(w, i), g: at(g, i), a: at(a, i), b: at(b, i), c: at(c, i) }, ...numbers);
  });
  const collect = (name: keyof Next): ReferenceOutput => ({
    values: Float64Array.from(next, (element) => element[name]?.value ?? Number.NaN),
    magnitudes: Float64Array.from(next, (element) => element[name]?.error ?? 0),
    terms: 0,
  });
  const { a, b, c } = inputs;
  return {
    w: collect("w"),
    ...(a && { a: collect("a") }),
    ...(b && { b: collect("b") }),
    ...(c && { c: collect("c") }),
  };
}

const zero = exact(0);

const formulas: { readonly [Kind in UpdateKind]: (element: Element, ...numbers: Bounded[]) => Next } = {
  average: ({ w, g }, beta = zero, rest = zero) => ({ w: add(mul(beta, w), mul(rest, g)) }),
  sgd: ({ w, g }, rate = zero) => ({ w: sub(w, mul(rate, g)) }),
  momentum: ({ w, g, a }, rate = zero, beta = zero) => {
    const m = sub(mul(beta, a), mul(rate, g));
    return { w: add(w, m), a: m };
  },
  nesterov: ({ w, g, a }, rate = zero, beta = zero) => {
    const m = sub(mul(beta, a), mul(rate, g));
    return { w: add(w, sub(mul(beta, m), mul(rate, g))), a: m };
  },
  lion: ({ w, g, a }, rate = zero, beta1 = zero, rest1 = zero, beta2 = zero, rest2 = zero) => ({
    w: sub(w, mul(rate, sign(add(mul(beta1, a), mul(rest1, g))))),
    a: add(mul(beta2, a), mul(rest2, g)),
  }),
  adagrad: ({ w, g, a }, rate = zero, epsilon = zero) => {
    const sum = add(a, mul(g, g));
    return { w: sub(w, div(mul(rate, g), sqrt(add(sum, epsilon)))), a: sum };
  },
  adadelta: ({ w, g, a, b }, rate = zero, rho = zero, rest = zero, epsilon = zero) => {
    const squares = add(mul(rho, a), mul(rest, mul(g, g)));
    const d = div(mul(sqrt(add(b, epsilon)), g), sqrt(add(squares, epsilon)));
    return { w: sub(w, mul(rate, d)), a: squares, b: add(mul(rho, b), mul(rest, mul(d, d))) };
  },
  rmsprop: (element, ...numbers) => rmsprop(element, numbers, false, null),
  rmspropMomentum: (element, ...numbers) => rmsprop(element, numbers, false, "b"),
  rmspropCentered: (element, ...numbers) => rmsprop(element, numbers, true, null),
  rmspropCenteredMomentum: (element, ...numbers) => rmsprop(element, numbers, true, "c"),
  adam: (element, rate = zero, p = zero, q = zero, epsilon = zero) => {
    const { a, b } = moments(element, p, q);
    return { w: sub(element.w, div(mul(rate, a), add(sqrt(b), epsilon))), a, b };
  },
  amsgrad: (element, rate = zero, p = zero, q = zero, epsilon = zero) => {
    const { a, b } = moments(element, p, q);
    const c = maximum(element.c, b);
    return { w: sub(element.w, div(mul(rate, a), add(sqrt(c), epsilon))), a, b, c };
  },
  adamax: (element, rate = zero, p = zero, beta = zero, epsilon = zero, share = zero) => {
    const { a } = moments(element, p, zero);
    const b = maximum(mul(beta, element.b), abs(element.g));
    return { w: sub(element.w, div(mul(rate, a), mul(share, add(b, epsilon)))), a, b };
  },
  nadam: (element, rate = zero, p = zero, q = zero, epsilon = zero, ...shares) => {
    const [next = zero, nextShare = zero, now = zero, nowShare = zero, share = zero] = shares;
    const { a, b } = moments(element, p, q);
    const n = add(div(mul(next, a), nextShare), div(mul(now, element.g), nowShare));
    return { w: sub(element.w, div(mul(rate, n), add(sqrt(div(b, share)), epsilon))), a, b };
  },
  ftrl: ({ w, g, a, b }, rate = zero, l1 = zero, l2 = zero, shrinkage = zero) => {
    const n = add(a, mul(g, g));
    const rise = div(sub(sqrt(n), sqrt(a)), rate);
    const z = add(b, sub(add(g, mul(shrinkage, w)), mul(rise, w)));
    const clipped = minimum(maximum(z, sub(zero, l1)), l1);
    return { w: div(sub(clipped, z), add(div(sqrt(n), rate), l2)), a: n, b: z };
  },
};

/** a ← a + p·(g − a), b ← b + q·(g² − b) */
function moments({ g, a, b }: Element, p: Bounded, q: Bounded): { readonly a: Bounded; readonly b: Bounded } {
  return { a: add(a, mul(p, sub(g, a))), b: add(b, mul(q, sub(mul(g, g), b))) };
}

function rmsprop(element: Element, numbers: readonly Bounded[], centered: boolean, moving: "b" | "c" | null): Next {
  const [rate = zero, rho = zero, rest = zero, epsilon = zero, beta = zero] = numbers;
  const { w, g } = element;
  const a = add(mul(rho, element.a), mul(rest, mul(g, g)));
  const mean = add(mul(rho, element.b), mul(rest, g));
  const spread = centered ? sub(a, mul(mean, mean)) : a;
  const d = div(mul(rate, g), sqrt(add(spread, epsilon)));
  const moved = moving === null ? d : add(mul(beta, element[moving]), d);
  return { w: sub(w, moved), a, ...(centered && { b: mean }), ...(moving && { [moving]: moved }) };
}
