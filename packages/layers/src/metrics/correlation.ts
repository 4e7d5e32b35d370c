import { add, div, mean, mul, sqrt, square, sub, type Tensor } from "@sepconv/core";
import { epsilon } from "../losses/arithmetic.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

export interface CorrelationOptions extends MetricOptions {
  /** The axis over which truth and prediction are compared. Default: -1, the last. */
  readonly axis?: number;
}

/**
 * `mean cov(t, p) / (σₜ·σₚ)` along the axis; NaN where one is constant.
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const correlation = new metrics.PearsonCorrelation();
 * correlation.updateState(tensor([[0, 1, 0.5], [1, 1, 0.2]]), tensor([[0, 2, 1], [-1, -1, 0.6]]));
 * Math.abs(correlation.result().dataSync()[0]) < 1e-6; // true
 *
 * @see https://keras.io/api/metrics/regression_metrics/
 */
export class PearsonCorrelation extends MeanOfValues {
  constructor(options: CorrelationOptions = {}) {
    const axis = options.axis ?? -1;
    super("PearsonCorrelation", options, {
      defaultName: "pearson_correlation",
      values: (yTrue, yPred) => {
        const [t, p] = [standardized(yTrue, axis), standardized(yPred, axis)];
        return mean(mul(t, p), { axis });
      },
      options: ["axis"],
      config: { axis },
    });
  }
}

/**
 * `mean 2·(t − p̄)·(p − p̄) / (σₜ² + σₚ² + (t̄ − p̄)²)` along the axis: how well points lie on the line of equality.
 *
 * @see Lin, Biometrics 45 (1989)
 */
export class ConcordanceCorrelation extends MeanOfValues {
  constructor(options: CorrelationOptions = {}) {
    const axis = options.axis ?? -1;
    super("ConcordanceCorrelation", options, {
      defaultName: "concordance_correlation",
      values: (yTrue, yPred) => {
        const [meanTrue, meanPred] = [meanOf(yTrue, axis), meanOf(yPred, axis)];
        const [varianceTrue, variancePred] = [
          variance(sub(yTrue, meanTrue), axis),
          variance(sub(yPred, meanPred), axis),
        ];
        const shared = mul(sub(yTrue, meanPred), sub(yPred, meanPred));
        const norm = add(add(varianceTrue, variancePred), square(sub(meanTrue, meanPred)));
        return mean(div(mul(shared, 2), add(norm, epsilon)), { axis });
      },
      options: ["axis"],
      config: { axis },
    });
  }
}

function meanOf(x: Tensor, axis: number): Tensor {
  return mean(x, { axis, keepDims: true });
}

/** Of numbers around 0. */
function variance(deviations: Tensor, axis: number): Tensor {
  return meanOf(square(deviations), axis);
}

/** Moved and scaled to mean 0 and deviation 1. */
function standardized(x: Tensor, axis: number): Tensor {
  const deviations = sub(x, meanOf(x, axis));
  return div(deviations, sqrt(variance(deviations, axis)));
}
