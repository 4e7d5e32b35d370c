import * as hinges from "../losses/hinge.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

/**
 * `mean max(1 − yTrue·yPred, 0)` for labels −1 and 1, or 0 and 1
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const hinge = new metrics.Hinge();
 * hinge.updateState(tensor([[0, 1], [0, 0]]), tensor([[0.5, 0.5], [0.5, 0.5]]));
 * hinge.result().dataSync(); // [1.25]
 *
 * @see https://keras.io/api/metrics/hinge_metrics/
 */
export class Hinge extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("Hinge", options, { defaultName: "hinge", values: hinges.hinge });
  }
}

/** `mean max(1 − yTrue·yPred, 0)²` for labels −1 and 1, or 0 and 1 */
export class SquaredHinge extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("SquaredHinge", options, { defaultName: "squared_hinge", values: hinges.squaredHinge });
  }
}

/** `max(max((1 − yTrue)·yPred) − Σ yTrue·yPred + 1, 0)` */
export class CategoricalHinge extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("CategoricalHinge", options, { defaultName: "categorical_hinge", values: hinges.categoricalHinge });
  }
}
