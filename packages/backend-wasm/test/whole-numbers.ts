/** Small whole numbers, other ones at each place: sums of their products are exact in float32. */
export function wholeNumbers(count: number, factor = 1): number[] {
  return Array.from({ length: count }, (_, index) => factor * (((index * 7 + 3) % 11) - 5));
}
