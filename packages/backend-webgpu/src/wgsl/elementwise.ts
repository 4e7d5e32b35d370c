import type { UnaryKind } from "@sepconv/backend";

/** A function's value as an expression in x, and the functions that it is made of. */
interface Definition {
  readonly value: string;
  readonly uses?: readonly string[];
}

/**
 * eˣ − 1. Near 0 the difference would lose its digits, so there the series x + x²/2! + … + x⁸/8!, nested; its first
 * missing term is below 2⁻²⁶ of the result for |x| < 0.5.
 */
const expm1 = /* wgsl */ `
fn expm1(x: f32) -> f32 {
  var sum = 1.0 + x * (1.0 / 8.0);
  for (var n = 7.0; n > 1.5; n -= 1.0) {
    sum = 1.0 + x / n * sum;
  }
  return select(exp(x) - 1.0, x * sum, abs(x) < 0.5);
}`;

/** ln(1 + x) for 0 ≤ x ≤ 1, as 2·artanh(s) with s = x / (2 + x) ≤ 1/3: s + s³/3 + … + s¹⁵/15. */
const log1p = /* wgsl */ `
fn log1p(x: f32) -> f32 {
  let s = x / (2.0 + x);
  var sum = 1.0 / 15.0;
  for (var n = 13.0; n > 0.5; n -= 2.0) {
    sum = 1.0 / n + s * s * sum;
  }
  return 2.0 * s * sum;
}`;

/** 1 / (1 + e⁻ˣ), made of e^−|x|, which does not overflow. */
const sigmoid = /* wgsl */ `
fn sigmoid(x: f32) -> f32 {
  let decay = exp(-abs(x));
  return select(decay, 1.0, x >= 0.0) / (1.0 + decay);
}`;

/** With d = e^(−2|x|) − 1 it is −d / (2 + d), with the sign of x: nothing overflows, and nothing is lost near 0. */
const tanhOf = /* wgsl */ `
fn tanhOf(x: f32) -> f32 {
  let d = expm1(-2.0 * abs(x));
  let magnitude = -d / (2.0 + d);
  return select(magnitude, -magnitude, x < 0.0);
}`;

/** max(x, 0), written so that NaN stays where the device lets it. */
const relu = "select(x, 0.0, x < 0.0)";

/** The elementwise functions; formulas and edges stand in the op's spec. */
const definitions: { readonly [Kind in UnaryKind]: Definition } = {
  neg: { value: "-x" },
  abs: { value: "abs(x)" },
  square: { value: "x * x" },
  sqrt: { value: "sqrt(x)" },
  rsqrt: { value: "inverseSqrt(x)" },
  exp: { value: "exp(x)" },
  log: { value: "log(x)" },
  step: { value: "select(0.0, 1.0, x > 0.0)" },
  relu: { value: relu },
  relu6: { value: `select(${relu}, 6.0, x > 6.0)` },
  leakyRelu: { value: "select(0.2 * x, x, x > 0.0)" },
  elu: { value: "select(expm1(x), x, x > 0.0)", uses: [expm1] },
  selu: { value: "1.0507009873554805 * select(1.6732632423543772 * expm1(x), x, x > 0.0)", uses: [expm1] },
  sigmoid: { value: "sigmoid(x)", uses: [sigmoid] },
  tanh: { value: "tanhOf(x)", uses: [expm1, tanhOf] },
  hardSigmoid: { value: "select(select((x + 3.0) / 6.0, 0.0, x < -3.0), 1.0, x > 3.0)" },
  softplus: { value: `${relu} + log1p(exp(-abs(x)))`, uses: [log1p] },
  softsign: { value: "x / (1.0 + abs(x))" },
  silu: { value: "x * sigmoid(x)", uses: [sigmoid] },
};

/** `fn elementwise(x: f32) -> f32` for one kind, or the identity for null. */
export function elementwise(kind: UnaryKind | null): string {
  const { value, uses = [] } = kind === null ? { value: "x" } : definitions[kind];
  return [...uses, `\nfn elementwise(x: f32) -> f32 {\n  return ${value};\n}`].map((part) => part.trim()).join("\n\n");
}
