const sqrtOf2Pi = 2.5066282746310002;

/**
 * The normal distribution's share below x, in float64: near 0 by the series, further out by the continued fraction of
 * the tail, where no share is lost to a difference.
 *
 *     Φ(x) = 1/2 + φ(x) · (x + x³/3 + x⁵/(3·5) + …)             ∣x∣ < 1
 *     Φ(−a) = φ(a) / (a + 1/(a + 2/(a + 3/(a + …))))            a ≥ 1
 */
export function normalDistribution(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 1) {
    let term = x;
    let sum = 0;
    for (let n = 3; n < 50; n += 2) {
      sum += term;
      term *= (x * x) / n;
    }
    return 0.5 + density(x) * sum;
  }
  let denominator = a;
  for (let n = 600; n >= 1; n--) denominator = a + n / denominator;
  const share = density(a) / denominator;
  return x < 0 ? share : 1 - share;
}

/** φ(x) = e^(−x²/2) / √(2π). x is cut into halves whose products are exact, since an error of the square grows with it. */
function density(x: number): number {
  const high = Math.fround(x);
  if (!Number.isFinite(high)) return 0;
  const low = x - high;
  return (Math.exp(-(high * high) / 2) * Math.exp(-(high * low) - (low * low) / 2)) / sqrtOf2Pi;
}
