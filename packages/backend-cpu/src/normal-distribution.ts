/**
 * Coefficients, the highest power first, of the polynomial P in s of degree 23 for which
 *
 *     Φ(−a) = e^(−a²/2) · P(s) / (1 + a/5),   s = (a − 5) / (a + 5),   0 ≤ a < ∞.
 *
 * They come from the Chebyshev series of that quotient, computed to 40 digits; the part cut off is below 2⁻⁵³ of P.
 *
 * @see M. M. Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x < ∞,
 * Mathematics of Computation 36 (1981), 249–253, for the method.
 */
const tail: readonly number[] = [
  -2.6624214860214042e-11, -1.5708917166495314e-10, 2.5427518520556465e-10, 1.8550164483074685e-9,
  -1.3881694748089734e-9, -1.3483378103647207e-8, 7.714289713451517e-9, 8.669532857027513e-8, -6.670854282462108e-8,
  -5.537757567344183e-7, 7.958723027658431e-7, 3.336170543985079e-6, -9.952465584915902e-6, -1.1875117666755534e-5,
  1.0897979367471258e-4, -1.5957388554950594e-4, -5.986753517956957e-4, 4.159013360646807e-3, -1.3823727741414323e-2,
  3.300407323403903e-2, -6.270663133425627e-2, 9.90611231939961e-2, -1.3307650057801138e-1, 1.5383860995001258e-1,
];

/**
 * Φ(x) = (1 + erf(x/√2)) / 2, the share of a normal distribution below x; exact to a few units in the last place of the
 * result, also where it is tiny.
 */
export function normalDistribution(x: number): number {
  // Beyond 64 the share is 0 in double precision, and ∞ has no quotient.
  const a = Math.min(Math.abs(x), 64);
  const s = (a - 5) / (a + 5);
  let sum = 0;
  for (const coefficient of tail) sum = sum * s + coefficient;
  // a² = high² + (a − high)·(a + high), the first square without rounding: e^ would multiply its error by a²/2.
  const high = Math.fround(a);
  const below = (Math.exp(-0.5 * high * high) * Math.exp(-0.5 * (a - high) * (a + high)) * sum) / (1 + a / 5);
  return x < 0 ? below : 1 - below;
}
