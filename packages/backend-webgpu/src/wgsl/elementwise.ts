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

/**
 * Φ(x), the share of a normal distribution below x: Φ(−a) = e^(−a²/2)·P(s) / (1 + a/5) with s = (a − 5) / (a + 5) and a
 * polynomial P of degree 11 from the Chebyshev series, exact to 1.3e-8; after M. M. Shepherd and J. G. Laframboise,
 * Mathematics of Computation 36 (1981), 249–253. Beyond 64 the share is 0.
 */
const normalDistribution = /* wgsl */ `
fn normalDistribution(x: f32) -> f32 {
  let a = min(abs(x), 64.0);
  let t = 1.0 / (1.0 + 0.2 * a);
  let s = 1.0 - 2.0 * t;
  var sum = -7.738312e-6;
  sum = sum * s - 4.3935655e-6;
  sum = sum * s + 1.0635542e-4;
  sum = sum * s - 1.6714621e-4;
  sum = sum * s - 5.971418e-4;
  sum = sum * s + 4.1627356e-3;
  sum = sum * s - 1.3824168e-2;
  sum = sum * s + 3.3003228e-2;
  sum = sum * s - 6.2706577e-2;
  sum = sum * s + 9.9061194e-2;
  sum = sum * s - 1.330765e-1;
  sum = sum * s + 1.5383861e-1;
  let below = exp(-0.5 * a * a) * sum * t;
  return select(1.0 - below, below, x < 0.0);
}`;

/** tanh ln(1 + eˣ) = w·(w + 2) / (w·(w + 2) + 2) with w = eˣ; above 0, numerator and denominator times e⁻²ˣ. */
const tanhOfSoftplus = /* wgsl */ `
fn tanhOfSoftplus(x: f32) -> f32 {
  let w = exp(-abs(x));
  let numerator = select(1.0 + 2.0 * w, w * (w + 2.0), x < 0.0);
  return numerator / (numerator + select(2.0 * w * w, 2.0, x < 0.0));
}`;

/** The values at x and −x have the product 1; below 0 the sum would cancel. */
const squareplus = /* wgsl */ `
fn squareplus(x: f32) -> f32 {
  let larger = 0.5 * (abs(x) + sqrt(x * x + 4.0));
  return select(larger, 1.0 / larger, x < 0.0);
}`;

/**
 * x·q / (1 + q) with q = x²/(3 + x²/(5 + …)), below 2: the difference would lose its digits near 0. What seven terms
 * leave out is below 2⁻³².
 */
const tanhShrink = /* wgsl */ `
fn tanhShrink(x: f32) -> f32 {
  let square = min(x * x, 4.0);
  var q = 0.0;
  for (var n = 15.0; n > 2.0; n -= 2.0) {
    q = square / (n + q);
  }
  return select(x - tanhOf(x), x * q / (1.0 + q), abs(x) < 2.0);
}`;

/** max(x, 0), written so that NaN stays where the device lets it. */
const relu = "select(x, 0.0, x < 0.0)";

/** relu6(x + 3) / 6, with values out of range by comparison: 6 / 6 need not be 1 on a device. */
const hardSigmoid = "select(select((x + 3.0) / 6.0, 0.0, x < -3.0), 1.0, x > 3.0)";

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
  hardSigmoid: { value: hardSigmoid },
  softplus: { value: `${relu} + log1p(exp(-abs(x)))`, uses: [log1p] },
  softsign: { value: "x / (1.0 + abs(x))" },
  silu: { value: "x * sigmoid(x)", uses: [sigmoid] },
  sign: { value: "sign(x)" },
  gelu: { value: "x * normalDistribution(x)", uses: [normalDistribution] },
  // (1 + tanh u) / 2 = 1 / (1 + e⁻²ᵘ), with 2·√(2/π) before the parenthesis
  geluTanh: { value: "x * sigmoid(1.5957691216057308 * x * (1.0 + 0.044715 * x * x))", uses: [sigmoid] },
  mish: { value: "x * tanhOfSoftplus(x)", uses: [tanhOfSoftplus] },
  hardSilu: { value: `x * ${hardSigmoid}` },
  // 0.2·x + 0.5, exact where it is near 0
  hardSigmoidKeras2: { value: "clamp(0.2 * (x + 2.5), 0.0, 1.0)" },
  squareplus: { value: "squareplus(x)", uses: [squareplus] },
  softShrink: { value: "select(select(0.0, x + 0.5, x < -0.5), x - 0.5, x > 0.5)" },
  hardShrink: { value: "select(0.0, x, abs(x) > 0.5)" },
  tanhShrink: { value: "tanhShrink(x)", uses: [expm1, tanhOf, tanhShrink] },
  hardTanh: { value: "clamp(x, -1.0, 1.0)" },
  sparsePlus: { value: "select(select(x, 0.25 * (x + 1.0) * (x + 1.0), x < 1.0), 0.0, x <= -1.0)" },
  sparseSigmoid: { value: "clamp(0.5 * (x + 1.0), 0.0, 1.0)" },
  // −ln(1 + e⁻ˣ) = min(x, 0) − ln(1 + e^−|x|)
  logSigmoid: { value: "min(x, 0.0) - log1p(exp(-abs(x)))", uses: [log1p] },
};

/** `fn elementwise(x: f32) -> f32` for one kind, or the identity for null. */
export function elementwise(kind: UnaryKind | null): string {
  const { value, uses = [] } = kind === null ? { value: "x" } : definitions[kind];
  return [...uses, `\nfn elementwise(x: f32) -> f32 {\n  return ${value};\n}`].map((part) => part.trim()).join("\n\n");
}
