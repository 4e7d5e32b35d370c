/**
 * The standard normal number below which a share p of all lie, 10⁻¹⁰ ≤ p ≤ 1 − 10⁻¹⁰, to seven digits: what single
 * precision holds.
 *
 * @see Wichura, "Algorithm AS 241" (PPND7), Applied Statistics 37 (1988)
 */
export function normalQuantile(p: number): number {
  // Rational approximations for ∣p − ½∣ ≤ 0.425, and for r = √(−ln min(p, 1 − p)) up to 5.
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const above = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * above) / below;
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p))) - 1.6;
  const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  const below = (0.12021132975 * r + 0.7370016425) * r + 1;
  return q < 0 ? -above / below : above / below;
}
