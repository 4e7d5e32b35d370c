import { numberBetween, reshape, type Tensor } from "@sepconv/core";
import { above, equals, firstMaximum } from "./indicators.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

/**
 * How often prediction and truth are equal.
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const accuracy = new metrics.Accuracy();
 * accuracy.updateState(tensor([[1], [2], [3], [4]]), tensor([[0], [2], [3], [4]]));
 * accuracy.result().dataSync(); // [0.75]
 *
 * @see https://keras.io/api/metrics/accuracy_metrics/
 */
export class Accuracy extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("Accuracy", options, { defaultName: "accuracy", values: equals });
  }
}

export interface BinaryAccuracyOptions extends MetricOptions {
  /** Predictions above it are 1. Default: 0.5. */
  readonly threshold?: number;
}

/** How often a prediction, 1 above the threshold and else 0, is the label. @throws ArgumentError where the threshold is no number. */
export class BinaryAccuracy extends MeanOfValues {
  constructor(options: BinaryAccuracyOptions = {}) {
    const { MAX_VALUE } = Number;
    const threshold = numberBetween("BinaryAccuracy", "threshold", options.threshold ?? 0.5, -MAX_VALUE, MAX_VALUE);
    super("BinaryAccuracy", options, {
      defaultName: "binary_accuracy",
      values: (yTrue, yPred) => equals(yTrue, above(yPred, threshold)),
      options: ["threshold"],
      config: { threshold },
    });
  }
}

/** How often the largest prediction stands where the largest label does, of labels such as one-hot rows. */
export class CategoricalAccuracy extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("CategoricalAccuracy", options, {
      defaultName: "categorical_accuracy",
      values: (yTrue, yPred) => equals(firstMaximum(yTrue), firstMaximum(yPred)),
    });
  }
}

/**
 * How often the largest prediction is that of the label's class, of labels that are whole numbers.
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const accuracy = new metrics.SparseCategoricalAccuracy();
 * accuracy.updateState(tensor([2, 1], [2], "int32"), tensor([[0.1, 0.6, 0.3], [0.05, 0.95, 0]]));
 * accuracy.result().dataSync(); // [0.5]
 */
export class SparseCategoricalAccuracy extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("SparseCategoricalAccuracy", options, {
      defaultName: "sparse_categorical_accuracy",
      values: (yTrue, yPred) => equals(labelsOf(yTrue, yPred), firstMaximum(yPred)),
    });
  }
}

/** Labels without the axis of classes, which they may have with extent 1. */
export function labelsOf(yTrue: Tensor, yPred: Tensor): Tensor {
  const { shape } = yTrue;
  return shape.length === yPred.shape.length && shape.at(-1) === 1 ? reshape(yTrue, shape.slice(0, -1)) : yTrue;
}
