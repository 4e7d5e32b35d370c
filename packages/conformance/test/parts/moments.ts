/** What a distribution is judged by. */
export interface Moments {
  readonly mean: number;
  readonly stddev: number;
  readonly smallest: number;
  readonly largest: number;
}

export function momentsOf(values: readonly number[]): Moments {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
  const smallest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return { mean, stddev: Math.sqrt(variance), smallest, largest };
}

/** The largest distance between the values' distribution and the wanted one (Kolmogorov and Smirnov). */
export function distanceTo(values: readonly number[], share: (value: number) => number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.reduce((largest, value, index) => {
    const wanted = share(value);
    const [below, above] = [index / sorted.length, (index + 1) / sorted.length];
    return Math.max(largest, Math.abs(wanted - below), Math.abs(wanted - above));
  }, 0);
}

/** The share of standard normal numbers below x: Abramowitz and Stegun 7.1.26, to 1.5·10⁻⁷. */
export function normalShare(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const series = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const tail = series.reduce((sum, coefficient) => (sum + coefficient) * t, 0) * Math.exp((-x * x) / 2);
  return x >= 0 ? 1 - tail / 2 : tail / 2;
}
