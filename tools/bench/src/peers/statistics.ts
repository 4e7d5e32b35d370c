/** The middle of the values, NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median of `a[r] / b[r]` over the rounds that both took part in: what both rounds had in common cancels. */
export function pairedRatio(a: readonly number[], b: readonly number[]): number {
  const rounds = Math.min(a.length, b.length);
  return median(Array.from({ length: rounds }, (_, round) => (a[round] ?? Number.NaN) / (b[round] ?? Number.NaN)));
}

/** `exp(mean of the logarithms)`, NaN where there are none. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** The largest difference of two outputs, as a share of the largest value; infinite where lengths or finiteness differ. */
export function relativeDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (const [index, value] of a.entries()) {
    const distance = Math.abs(value - (b[index] ?? Number.NaN));
    if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, distance);
    largest = Math.max(largest, Math.abs(value));
  }
  return largest === 0 ? Number.POSITIVE_INFINITY : difference / largest;
}
