import type { UnaryKind } from "@sepconv/backend";
import { normalDistribution } from "./normal-distribution.js";

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** The elementwise functions in float64, written so that they are accurate near 0 and do not overflow on the way. */
export const elementary: { readonly [Kind in UnaryKind]: (x: number) => number } = {
  neg: (x) => -x,
  abs: (x) => Math.abs(x),
  square: (x) => x * x,
  sqrt: (x) => Math.sqrt(x),
  rsqrt: (x) => 1 / Math.sqrt(x),
  exp: (x) => Math.exp(x),
  log: (x) => Math.log(x),
  step: (x) => (x > 0 ? 1 : 0),
  // Math.max and Math.min give NaN for NaN.
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leakyRelu: (x) => (x > 0 ? x : 0.2 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
  hardSigmoid: (x) => Math.min(Math.max(x + 3, 0), 6) / 6,
  // ln(1 + eˣ) = max(x, 0) + ln(1 + e^−∣x∣)
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x / (1 + Math.exp(-x)),
  sign: (x) => (x > 0 ? 1 : x < 0 ? -1 : x),
  gelu: (x) => x * normalDistribution(x),
  geluTanh,
  // tanh ln(1 + eˣ) = ((1 + eˣ)² − 1) / ((1 + eˣ)² + 1), divided by eˣ; eˣ alone must not overflow.
  mish: (x) => (x > 350 ? x : (x * (Math.exp(x) + 2)) / (Math.exp(x) + 2 + 2 * Math.exp(-x))),
  hardSilu: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
  // 0.2·x + 0.5 as a product, whose digits are right where it is near 0.
  hardSigmoidKeras2: (x) => Math.min(Math.max(0.2 * (x + 2.5), 0), 1),
  // Below 0 the sum x + √(x² + 4) would cancel: its product with √(x² + 4) − x is 4. At −∞ it is ∞ − ∞.
  squareplus: (x) => {
    if (x === Number.NEGATIVE_INFINITY) return Number.NaN;
    const root = Math.hypot(x, 2);
    return x < 0 ? 2 / (root - x) : (root + x) / 2;
  },
  // As in TensorFlow these two are chosen by comparisons, which NaN fails: 0.
  softShrink: (x) => (x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0),
  hardShrink: (x) => (Math.abs(x) > 0.5 ? x : 0),
  tanhShrink,
  hardTanh: (x) => Math.min(Math.max(x, -1), 1),
  sparsePlus: (x) => (x <= -1 ? 0 : x < 1 ? ((x + 1) * (x + 1)) / 4 : x),
  sparseSigmoid: (x) => Math.min(Math.max((x + 1) / 2, 0), 1),
  // −ln(1 + e⁻ˣ) = min(x, 0) − ln(1 + e^−∣x∣)
  logSigmoid: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
};

/** x − tanh x = (x·cosh x − sinh x) / cosh x, whose numerator is Σ 2n·x²ⁿ⁺¹/(2n + 1)!: near 0 the difference has no digits. */
function tanhShrink(x: number): number {
  if (!(Math.abs(x) < 1.5)) return x - Math.tanh(x);
  let power = x;
  let sum = 0;
  for (let n = 1; n < 15; n++) {
    power *= (x * x) / (2 * n * (2 * n + 1));
    sum += 2 * n * power;
  }
  return sum / Math.cosh(x);
}

/** (1 + tanh u) / 2 = e²ᵘ / (1 + e²ᵘ), which keeps its digits where tanh u is near −1, and is written so that nothing overflows. */
function geluTanh(x: number): number {
  const power = 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
  return power < 0 ? (x * Math.exp(power)) / (1 + Math.exp(power)) : x / (1 + Math.exp(-power));
}
