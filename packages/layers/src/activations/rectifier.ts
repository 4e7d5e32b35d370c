import { add, maximum, minimum, mul, relu, relu6, step, sub, type Tensor, tidy } from "@sepconv/core";

/** x where x > threshold, else 0; the first factor keeps −∞ from the product. NaN stays NaN. */
export const above = (x: Tensor, threshold: number): Tensor => mul(maximum(x, threshold), step(sub(x, threshold)));

/** `x` where x > threshold, else `value`. */
export function thresholdOf(x: Tensor, threshold: number, value: number): Tensor {
  return tidy(() => add(above(x, threshold), mul(sub(1, step(sub(x, threshold))), value)));
}

/** x above 0, slope · x below; at 0 the gradient is the slope. */
export function leakyReluOf(x: Tensor, slope: number): Tensor {
  return tidy(() => add(relu(x), mul(minimum(x, 0), slope)));
}

/** The numbers of Keras' `relu`. */
export interface Rectifier {
  readonly negativeSlope: number;
  readonly maxValue: number | null;
  readonly threshold: number;
}

/**
 * `min(x, maxValue)` above the threshold, `negativeSlope · (x − threshold)` up to there, and with a largest value never
 * below 0 but for the slope.
 */
export function reluOf(x: Tensor, { negativeSlope, maxValue, threshold }: Rectifier): Tensor {
  return tidy(() => {
    if (maxValue === null && threshold === 0) return negativeSlope === 0 ? relu(x) : leakyReluOf(x, negativeSlope);
    const rectified = threshold === 0 ? (maxValue === 6 ? relu6(x) : relu(x)) : above(x, threshold);
    const positive = maxValue === null ? rectified : minimum(maximum(rectified, 0), maxValue);
    return negativeSlope === 0 ? positive : sub(positive, mul(relu(sub(threshold, x)), negativeSlope));
  });
}
