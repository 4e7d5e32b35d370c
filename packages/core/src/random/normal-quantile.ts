// Rational approximations for ∣p − ½∣ ≤ 0.425, and for r = √(−ln min(p, 1 − p)) up to 5.
const centre = {
  above: [3.3871327179, 50.434271938, 159.29113202, 59.10937472],
  below: [1, 17.895169469, 78.757757664, 67.1875636],
};
const flank = {
  above: [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103],
  below: [1, 0.7370016425, 0.12021132975],
};

/**
 * The standard normal number below which a share p of all lie, 10⁻¹⁰ ≤ p ≤ 1 − 10⁻¹⁰, to seven digits: what single
 * precision holds.
 *
 * @see Wichura, "Algorithm AS 241" (PPND7), Applied Statistics 37 (1988)
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, centre.above)) / polynomial(r, centre.below);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p))) - 1.6;
  const size = polynomial(r, flank.above) / polynomial(r, flank.below);
  return q < 0 ? -size : size;
}

/** Σ coefficients[i]·rⁱ */
function polynomial(r: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let power = coefficients.length - 1; power >= 0; power--) sum = sum * r + (coefficients[power] ?? 0);
  return sum;
}
