import { normalQuantile } from "./normal-quantile.js";
import type { RandomSource } from "./random-source.js";

/** The share of normal numbers below minus two standard deviations. */
const belowTwo = 0.02275013194817921;

/** `count` normally distributed numbers of a stream. Tails depend on the engine's logarithm in their last bit. */
export function normalNumbers(source: RandomSource, count: number, mean = 0, stddev = 1): Float64Array {
  return quantiles(source, count, mean, stddev, 0);
}

/** The same, none further than two standard deviations from the mean. */
export function truncatedNormalNumbers(source: RandomSource, count: number, mean = 0, stddev = 1): Float64Array {
  return quantiles(source, count, mean, stddev, belowTwo);
}

/** Normal numbers whose quantiles lie evenly between two shares, `low` and 1 − `low`. */
function quantiles(source: RandomSource, count: number, mean: number, stddev: number, low: number): Float64Array {
  const high = 1 - low;
  const bits = source.bits(count);
  const numbers = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const share = low + (high - low) * ((bits[index] ?? 0) + 0.5) * 2 ** -32;
    numbers[index] = mean + stddev * normalQuantile(share);
  }
  return numbers;
}
