import type { ActivationKind } from "@sepconv/backend";
import type { FinalStep } from "./reference/reference.js";

/** How exactly a device computes its elementary functions: like a processor, or within the bounds of the WGSL text. */
export type Functions = "processor" | "wgsl";

type StepKind = FinalStep["kind"];

/**
 * Ulps (2⁻²³ of the result for float32) that each step may be off on its own, given exact operands.
 *
 * 0: no rounding at all. 0.5: one correctly rounded operation. 1.5: two of them and a rounded constant.
 * 4: an exponential or logarithm of 1–2 ulps with the arithmetic around it.
 */
const ulps: { readonly [Kind in StepKind]: number } = {
  move: 0,
  neg: 0,
  abs: 0,
  step: 0,
  relu: 0,
  relu6: 0,
  max: 0,
  min: 0,
  maximum: 0,
  minimum: 0,
  // mean and sum have a tolerance by magnitudes instead.
  sum: 0,
  mean: 0,
  add: 0.5,
  sub: 0.5,
  mul: 0.5,
  div: 0.5,
  square: 0.5,
  sqrt: 0.5,
  rsqrt: 1.5,
  leakyRelu: 1.5,
  // x + 3 is exact near −3; then two roundings.
  hardSigmoid: 2,
  softsign: 2,
  exp: 4,
  log: 4,
  elu: 4,
  selu: 4,
  sigmoid: 4,
  tanh: 4,
  softplus: 4,
  silu: 4,
  // By magnitudes, which hold the condition of the exponentials.
  softmax: 4,
};

/** What the WGSL text allows its built-in functions beyond that, for the argument x. */
interface Extra {
  readonly ulps?: (x: number) => number;
  readonly absolute?: number;
}

/** `exp(x)`: 3 + 2·∣x∣ ulps. */
const exponential = (x: number) => 3 + 2 * Math.abs(x);

const wgslExtra: { readonly [Kind in StepKind]?: Extra } = {
  // x / y: 2.5 ulps.
  div: { ulps: () => 2.5 },
  softsign: { ulps: () => 2.5 },
  hardSigmoid: { ulps: () => 2.5 },
  // inverseSqrt: 2 ulps; sqrt is 1 / inverseSqrt.
  rsqrt: { ulps: () => 2 },
  sqrt: { ulps: () => 4.5 },
  exp: { ulps: exponential },
  // log: 3 ulps, but an absolute 2⁻²¹ for x in [0.5, 2].
  log: { ulps: () => 3, absolute: 2 ** -21 },
  // ln(1 + eˣ) takes that logarithm of a number above 1.
  softplus: { ulps: exponential, absolute: 2 ** -21 },
  // eˣ − 1 doubles a relative error where eˣ is 0.5; nearer to 0 a kernel needs another formula.
  elu: { ulps: (x) => (x > 0 ? 0 : 2 * exponential(x)) },
  selu: { ulps: (x) => (x > 0 ? 0 : 2 * exponential(x)) },
  sigmoid: { ulps: (x) => exponential(x) + 2.5 },
  silu: { ulps: (x) => exponential(x) + 2.5 },
  // 1 − 2 / (e²ˣ + 1): beyond 10 the exponential does not count any more.
  tanh: { ulps: (x) => exponential(2 * Math.min(Math.abs(x), 10)) + 2.5 },
  softmax: { ulps: (x) => exponential(x) + 2.5 },
};

/** The largest slope of each activation; that of exp is its own value. */
const slopes: { readonly [Kind in ActivationKind]: number | "own value" } = {
  relu: 1,
  relu6: 1,
  leakyRelu: 1,
  elu: 1,
  // 1.0507 · 1.6733, at 0 from below
  selu: 1.7581,
  sigmoid: 0.25,
  tanh: 1,
  hardSigmoid: 1 / 6,
  softplus: 1,
  softsign: 1,
  // near x = 2.4
  silu: 1.0999,
  exp: "own value",
};

/** By how much a final step may stretch an error of its argument, where the step's value is y. */
export function slopeOf(kind: StepKind, y: number): number {
  if (!isActivation(kind)) return 1;
  const slope = slopes[kind];
  return slope === "own value" ? Math.abs(y) : slope;
}

/** What a final step may be off on its own, in ulps of its value and absolutely. */
export function roundingOf(
  kind: StepKind,
  argument: number,
  factor: number,
  functions: Functions,
): { readonly ulps: number; readonly absolute: number } {
  const extra = functions === "wgsl" ? wgslExtra[kind] : undefined;
  return { ulps: factor * ulps[kind] + (extra?.ulps?.(argument) ?? 0), absolute: extra?.absolute ?? 0 };
}

function isActivation(kind: StepKind): kind is ActivationKind {
  return Object.hasOwn(slopes, kind);
}
