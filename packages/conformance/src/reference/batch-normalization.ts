import type { OpCase } from "../op-case.js";
import type { ReferenceOutputs } from "./reference.js";

/**
 * `y[r,c] = gamma[c] · (x[r,c] − mean[c]) / √(variance[c] + epsilon) + beta[c]`, with the mean and the variance of each column.
 *
 * The S of y takes the mean of absolute values for the mean, as its error moves the whole column. That of the variance is
 * itself: distances from the mean are squared, not elements.
 */
export function batchNormalization({
  inputs: { x, gamma, beta },
  dynamic: { epsilon },
}: OpCase<"batchNormalization">): ReferenceOutputs<"batchNormalization"> {
  const [rows, channels] = [x.shape[0]!, x.shape[1]!];
  const y = new Float64Array(rows * channels);
  const magnitudes = new Float64Array(rows * channels);
  const means = new Float64Array(channels);
  const absoluteMeans = new Float64Array(channels);
  const variances = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    const column = Array.from({ length: rows }, (_, r) => x.values[r * channels + c]!);
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    const absoluteMean = column.reduce((sum, value) => sum + Math.abs(value), 0) / rows;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
    const scale = gamma?.values[c] ?? 1;
    const offset = beta?.values[c] ?? 0;
    const deviation = Math.sqrt(variance + epsilon);
    for (const [r, value] of column.entries()) {
      y[r * channels + c] = (scale * (value - mean)) / deviation + offset;
      magnitudes[r * channels + c] =
        (Math.abs(scale) * (Math.abs(value) + absoluteMean)) / deviation + Math.abs(offset);
    }
    means[c] = mean;
    absoluteMeans[c] = absoluteMean;
    variances[c] = variance;
  }
  return {
    y: { values: y, magnitudes, terms: rows },
    mean: { values: means, magnitudes: absoluteMeans, terms: rows },
    variance: { values: variances, magnitudes: variances, terms: rows },
  };
}
