import { mul, sqrt, square, sub, type Tensor } from "@sepconv/core";
import * as regression from "../losses/regression.js";
import { sameRank } from "../losses/same-rank.js";
import { RunningMean } from "./mean.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

/**
 * `mean (yTrue − yPred)²`
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const error = new metrics.MeanSquaredError();
 * error.updateState(tensor([[0, 1], [0, 0]]), tensor([[1, 1], [0, 0]]), tensor([1, 0]));
 * error.result().dataSync(); // [0.5]
 *
 * @see https://keras.io/api/metrics/regression_metrics/
 */
export class MeanSquaredError extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("MeanSquaredError", options, { defaultName: "mean_squared_error", values: regression.meanSquaredError });
  }
}

/** `√ mean (yTrue − yPred)²` */
export class RootMeanSquaredError extends RunningMean {
  constructor(options: MetricOptions = {}) {
    super("RootMeanSquaredError", options, { defaultName: "root_mean_squared_error" });
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    this.addValues(square(sub(...sameRank(yPred, yTrue))), sampleWeight);
  }

  protected override compute(): Tensor {
    return sqrt(super.compute());
  }
}

/** `mean ∣yTrue − yPred∣` */
export class MeanAbsoluteError extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("MeanAbsoluteError", options, { defaultName: "mean_absolute_error", values: regression.meanAbsoluteError });
  }
}

/** `100 · mean ∣(yTrue − yPred) / max(∣yTrue∣, 10⁻⁷)∣` */
export class MeanAbsolutePercentageError extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("MeanAbsolutePercentageError", options, {
      defaultName: "mean_absolute_percentage_error",
      values: regression.meanAbsolutePercentageError,
    });
  }
}

/** `mean (ln(yPred + 1) − ln(yTrue + 1))²` */
export class MeanSquaredLogarithmicError extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("MeanSquaredLogarithmicError", options, {
      defaultName: "mean_squared_logarithmic_error",
      values: regression.meanSquaredLogarithmicError,
    });
  }
}

/** `mean ln cosh(yPred − yTrue)` */
export class LogCoshError extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("LogCoshError", options, { defaultName: "logcosh", values: regression.logCosh });
  }
}

export interface CosineSimilarityOptions extends MetricOptions {
  /** The axis over which the vectors run. Default: -1, the last. */
  readonly axis?: number;
}

/** `mean Σ` of the products of both, each divided by its length along the axis: 1 for the same direction, −1 for the opposite one. */
export class CosineSimilarity extends MeanOfValues {
  constructor(options: CosineSimilarityOptions = {}) {
    const axis = options.axis ?? -1;
    super("CosineSimilarity", options, {
      defaultName: "cosine_similarity",
      values: (yTrue, yPred) => mul(regression.cosineSimilarity(yTrue, yPred, axis), -1),
      options: ["axis"],
      // Keras leaves the axis out of the configuration; ours keeps another than the default.
      config: axis === -1 ? {} : { axis },
    });
  }
}
