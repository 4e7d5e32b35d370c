import { getMetric, type MetricLike } from "./get-metric.js";
import type { Metric } from "./metric.js";

export {
  Accuracy,
  BinaryAccuracy,
  type BinaryAccuracyOptions,
  CategoricalAccuracy,
  SparseCategoricalAccuracy,
} from "./accuracy.js";
export {
  type AtConstraintOptions,
  PrecisionAtRecall,
  type PrecisionAtRecallOptions,
  RecallAtPrecision,
  type RecallAtPrecisionOptions,
  SensitivityAtSpecificity,
  type SensitivityAtSpecificityOptions,
  SpecificityAtSensitivity,
  type SpecificityAtSensitivityOptions,
} from "./at-constraint.js";
export { AUC, type AUCOptions } from "./auc.js";
export {
  FalseNegatives,
  FalsePositives,
  type ThresholdsOptions,
  TrueNegatives,
  TruePositives,
} from "./condition-counts.js";
export { ConcordanceCorrelation, type CorrelationOptions, PearsonCorrelation } from "./correlation.js";
export { F1Score, type F1ScoreOptions, FBetaScore, type FBetaScoreOptions } from "./f-score.js";
export { type MetricLike, serializeMetric as serialize } from "./get-metric.js";
export { CategoricalHinge, Hinge, SquaredHinge } from "./hinge.js";
export {
  BinaryIoU,
  type BinaryIoUOptions,
  IoU,
  type IoUOptions,
  MeanIoU,
  type MeanIoUOptions,
  OneHotIoU,
  type OneHotIoUOptions,
  OneHotMeanIoU,
  type OneHotMeanIoUOptions,
} from "./iou.js";
export { Mean, Sum } from "./mean.js";
export { MeanMetricWrapper, type MeanMetricWrapperOptions } from "./mean-of-values.js";
export { Metric, type MetricOptions, type MetricTraits } from "./metric.js";
export { type LabelKind, labelKind, metricForOutput } from "./metric-for-output.js";
export { Precision, type PrecisionOptions, Recall } from "./precision-recall.js";
export {
  BinaryCrossentropy,
  type BinaryCrossentropyOptions,
  CategoricalCrossentropy,
  type CategoricalCrossentropyOptions,
  KLDivergence,
  Poisson,
  SparseCategoricalCrossentropy,
  type SparseCategoricalCrossentropyOptions,
} from "./probabilistic.js";
export { R2Score, type R2ScoreOptions } from "./r2-score.js";
export {
  CosineSimilarity,
  type CosineSimilarityOptions,
  LogCoshError,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  RootMeanSquaredError,
} from "./regression.js";
export {
  SparseTopKCategoricalAccuracy,
  type SparseTopKOptions,
  TopKCategoricalAccuracy,
  type TopKOptions,
} from "./top-k.js";

/**
 * The metric that a name, a serialized form, a class or a function stands for.
 *
 * @throws ArgumentError for an unknown one.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const metric = metrics.get("auc");
 * metric.updateState(tensor([0, 0, 1, 1]), tensor([0.1, 0.4, 0.3, 0.9]), tensor([1, 1, 1, 1]));
 * metric.result().dataSync(); // [0.75]
 * metric.resetState();
 */
export function get(identifier: MetricLike): Metric {
  return getMetric("metrics.get", identifier);
}
