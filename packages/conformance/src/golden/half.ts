/** IEEE halves, given as their bits, as the numbers that they stand for. */
export function halvesToSingles(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, numberOf);
}

/** 1 bit sign, 5 bits exponent e, 10 bits fraction f: ±2ᵉ⁻¹⁵·(1 + f/2¹⁰); ±2⁻¹⁴·f/2¹⁰ for e = 0; ∞ and NaN for e = 31. */
function numberOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = (half & 0x3ff) / 1024;
  if (exponent === 0) return sign * 2 ** -14 * fraction;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * 2 ** (exponent - 15) * (1 + fraction);
}
