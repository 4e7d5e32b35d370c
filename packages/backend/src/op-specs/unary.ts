import type { OpSpec } from "./op-spec.js";

/**
 * Elementwise functions of one operand. Those marked as activations can be fused into convolutions; each says whether
 * its derivative is taken from the output or from the input.
 *
 * | kind | y | at the edges |
 * |---|---|---|
 * | neg, abs, square | −x, ∣x∣, x² | |
 * | sqrt, rsqrt | √x, 1/√x | NaN below 0 |
 * | exp, log | eˣ, ln x | log 0 = −∞, NaN below 0 |
 * | step | 1 where x > 0, else 0 | 0 for NaN |
 * | relu, relu6 | max(x, 0), min(max(x, 0), 6) | NaN stays NaN |
 * | leakyRelu | x where x > 0, else 0.2·x | |
 * | elu | x where x > 0, else eˣ − 1 | |
 * | selu | 1.0507009873554805 · (x where x > 0, else 1.6732632423543772 · (eˣ − 1)) | |
 * | sigmoid, tanh | 1 / (1 + e⁻ˣ), tanh x | |
 * | hardSigmoid | relu6(x + 3) / 6 | Keras 3's |
 * | softplus | ln(1 + eˣ) | x for large x |
 * | softsign | x / (1 + ∣x∣) | |
 * | silu | x / (1 + e⁻ˣ) | |
 */
export const unaryKinds = [
  "neg",
  "abs",
  "square",
  "sqrt",
  "rsqrt",
  "exp",
  "log",
  "step",
  "relu",
  "relu6",
  "leakyRelu",
  "elu",
  "selu",
  "sigmoid",
  "tanh",
  "hardSigmoid",
  "softplus",
  "softsign",
  "silu",
] as const;

export type UnaryKind = (typeof unaryKinds)[number];

/** Where each activation's derivative is taken from. One taken from the input cannot stay fused while recording. */
export const activationDerivatives = {
  exp: "output",
  relu: "output",
  relu6: "output",
  leakyRelu: "output",
  elu: "output",
  selu: "output",
  sigmoid: "output",
  tanh: "output",
  hardSigmoid: "output",
  softplus: "input",
  softsign: "input",
  silu: "input",
} as const;

/** The unary kinds that can be fused into a convolution. */
export type ActivationKind = keyof typeof activationDerivatives & UnaryKind;

/** `y = kind(x)`, element by element. x and y have one shape, of any rank. */
export interface Unary {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: UnaryKind };
  dynamic: object;
}

export const unarySpec: OpSpec<"unary", Unary["inputs"]> = { name: "unary", kind: "primitive", staticAxes: {} };
