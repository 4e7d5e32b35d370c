import type { OpSpec } from "./op-spec.js";

/**
 * Elementwise functions of one operand. NaN stays NaN unless a row says otherwise.
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
 * | sign | 1 where x > 0, −1 where x < 0, else x | |
 * | gelu | x · (1 + erf(x / √2)) / 2 | −0 for x → −∞, NaN at −∞ |
 * | geluTanh | x · (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2 | NaN at −∞ |
 * | mish | x · tanh(ln(1 + eˣ)) | NaN at −∞ |
 * | hardSilu | x · relu6(x + 3) / 6 | NaN at −∞ |
 * | hardSigmoidKeras2 | min(max(0.2·x + 0.5, 0), 1) | Keras 2's hard_sigmoid |
 * | squareplus | (x + √(x² + 4)) / 2 | NaN at −∞ |
 * | softShrink | x ∓ 0.5 where ∣x∣ > 0.5, else 0 | 0 for NaN |
 * | hardShrink | x where ∣x∣ > 0.5, else 0 | 0 for NaN |
 * | tanhShrink | x − tanh x | |
 * | hardTanh | min(max(x, −1), 1) | |
 * | sparsePlus | 0 where x ≤ −1, x where x ≥ 1, else (x + 1)² / 4 | |
 * | sparseSigmoid | min(max((x + 1) / 2, 0), 1) | |
 * | logSigmoid | −ln(1 + e⁻ˣ) | x for x → −∞ |
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
  "sign",
  "gelu",
  "geluTanh",
  "mish",
  "hardSilu",
  "hardSigmoidKeras2",
  "squareplus",
  "softShrink",
  "hardShrink",
  "tanhShrink",
  "hardTanh",
  "sparsePlus",
  "sparseSigmoid",
  "logSigmoid",
] as const;

export type UnaryKind = (typeof unaryKinds)[number];

/** Activations that kernels fuse, and where each one's derivative is taken from: one taken from the input cannot stay fused while recording. */
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

/** Activations that no kernel fuses: they run as an op of their own. */
export const separateActivations = [
  "gelu",
  "geluTanh",
  "mish",
  "hardSilu",
  "hardSigmoidKeras2",
  "squareplus",
  "softShrink",
  "hardShrink",
  "tanhShrink",
  "hardTanh",
  "sparsePlus",
  "sparseSigmoid",
  "logSigmoid",
] as const;

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

export const unarySpec: OpSpec<"unary", Unary["inputs"]> = {
  name: "unary",
  kind: "primitive",
  staticAxes: {},
};
