import { ArgumentError } from "@sepconv/backend";
import { type Config, isConfig, optionsFromConfig, snakeCase } from "../config.js";
import type { LossLike } from "../losses/get-loss.js";
import { constructRegistered, registeredItem, registeredNameOf } from "../serialization/registry.js";
import * as accuracy from "./accuracy.js";
import * as constrained from "./at-constraint.js";
import { AUC } from "./auc.js";
import * as counts from "./condition-counts.js";
import * as correlation from "./correlation.js";
import * as scores from "./f-score.js";
import * as hinges from "./hinge.js";
import * as overlaps from "./iou.js";
import { Mean, Sum } from "./mean.js";
import { MeanMetricWrapper } from "./mean-of-values.js";
import { Metric } from "./metric.js";
import { Precision, Recall } from "./precision-recall.js";
import * as probabilistic from "./probabilistic.js";
import { R2Score } from "./r2-score.js";
import * as regression from "./regression.js";
import * as topK from "./top-k.js";

type MetricClass = new (options: never) => Metric;

/** A metric, its class, its name, its serialized form, or a function or loss whose mean it is. */
export type MetricLike = Metric | MetricClass | LossLike;

const classes: Readonly<Record<string, MetricClass>> = {
  AUC,
  Accuracy: accuracy.Accuracy,
  BinaryAccuracy: accuracy.BinaryAccuracy,
  BinaryCrossentropy: probabilistic.BinaryCrossentropy,
  BinaryIoU: overlaps.BinaryIoU,
  CategoricalAccuracy: accuracy.CategoricalAccuracy,
  CategoricalCrossentropy: probabilistic.CategoricalCrossentropy,
  CategoricalHinge: hinges.CategoricalHinge,
  ConcordanceCorrelation: correlation.ConcordanceCorrelation,
  CosineSimilarity: regression.CosineSimilarity,
  F1Score: scores.F1Score,
  FBetaScore: scores.FBetaScore,
  FalseNegatives: counts.FalseNegatives,
  FalsePositives: counts.FalsePositives,
  Hinge: hinges.Hinge,
  IoU: overlaps.IoU,
  KLDivergence: probabilistic.KLDivergence,
  LogCoshError: regression.LogCoshError,
  Mean,
  MeanAbsoluteError: regression.MeanAbsoluteError,
  MeanAbsolutePercentageError: regression.MeanAbsolutePercentageError,
  MeanIoU: overlaps.MeanIoU,
  MeanMetricWrapper,
  MeanSquaredError: regression.MeanSquaredError,
  MeanSquaredLogarithmicError: regression.MeanSquaredLogarithmicError,
  OneHotIoU: overlaps.OneHotIoU,
  OneHotMeanIoU: overlaps.OneHotMeanIoU,
  PearsonCorrelation: correlation.PearsonCorrelation,
  Poisson: probabilistic.Poisson,
  Precision,
  PrecisionAtRecall: constrained.PrecisionAtRecall,
  R2Score,
  Recall,
  RecallAtPrecision: constrained.RecallAtPrecision,
  RootMeanSquaredError: regression.RootMeanSquaredError,
  SensitivityAtSpecificity: constrained.SensitivityAtSpecificity,
  SparseCategoricalAccuracy: accuracy.SparseCategoricalAccuracy,
  SparseCategoricalCrossentropy: probabilistic.SparseCategoricalCrossentropy,
  SparseTopKCategoricalAccuracy: topK.SparseTopKCategoricalAccuracy,
  SpecificityAtSensitivity: constrained.SpecificityAtSensitivity,
  SquaredHinge: hinges.SquaredHinge,
  Sum,
  TopKCategoricalAccuracy: topK.TopKCategoricalAccuracy,
  TrueNegatives: counts.TrueNegatives,
  TruePositives: counts.TruePositives,
};

/** Keras' names for the classes. */
const names: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(classes).map((className) => [snakeCase(className), className])),
  bce: "BinaryCrossentropy",
  BCE: "BinaryCrossentropy",
  mae: "MeanAbsoluteError",
  MAE: "MeanAbsoluteError",
  mape: "MeanAbsolutePercentageError",
  MAPE: "MeanAbsolutePercentageError",
  mse: "MeanSquaredError",
  MSE: "MeanSquaredError",
  msle: "MeanSquaredLogarithmicError",
  MSLE: "MeanSquaredLogarithmicError",
};

/**
 * The metric that `identifier` stands for: a name ("AUC", "auc", "binary_accuracy", "mse"), a serialized form, a metric or its
 * class, or a function or loss whose mean over samples it is.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function getMetric(where: string, identifier: unknown): Metric {
  if (identifier instanceof Metric) return identifier;
  if (isMetricClass(identifier)) return construct(identifier, {});
  if (typeof identifier === "function") return meanOf(identifier);
  const { name, registered, config } = partsOf(where, identifier);
  const own = registeredItem(registered) ?? registeredItem(name);
  if (isMetricClass(own)) {
    const made = constructRegistered(own, config, optionsFromConfig<object>(config));
    if (made instanceof Metric) return made;
  }
  if (typeof own === "function" && !isMetricClass(own)) return meanOf(own);
  const found = known(name);
  if (found) return construct(found, optionsFromConfig(config));
  throw unknown(where, identifier);
}

/** A metric as Keras 3 writes it; one of one's own by the name under which it is registered. */
export function serializeMetric(metric: Metric): Config {
  const { className } = metric;
  const registered = registeredNameOf(metric.constructor);
  const config = metric.getConfig();
  return registered === undefined
    ? { module: "keras.metrics", class_name: className, config, registered_name: null }
    : { module: null, class_name: className, config, registered_name: registered };
}

function known(name: string): MetricClass | undefined {
  if (Object.hasOwn(classes, name)) return classes[name];
  const key = Object.hasOwn(names, name) ? name : snakeCase(name);
  const className = Object.hasOwn(names, key) ? names[key] : undefined;
  return className === undefined ? undefined : classes[className];
}

function construct(made: MetricClass, options: object): Metric {
  return Reflect.construct(made, [options]);
}

function meanOf(fn: CallableFunction | NewableFunction): Metric {
  const name = "lossName" in fn && typeof fn.lossName === "string" ? fn.lossName : fn.name;
  return new MeanMetricWrapper({ fn: fn as LossLike, ...(name && { name }) });
}

function isMetricClass(value: unknown): value is MetricClass {
  return typeof value === "function" && value.prototype instanceof Metric;
}

/** The parts of a name, or of `{ class_name, config }`. */
function partsOf(where: string, identifier: unknown): { name: string; registered?: string; config: Config } {
  if (typeof identifier === "string") return { name: identifier, config: {} };
  if (!isConfig(identifier)) throw unknown(where, identifier);
  const { class_name: name, config = {}, registered_name: registered } = identifier;
  // Of a function Keras writes { class_name: "function", config: its name }.
  if (name === "function" && typeof config === "string") return { name: config, config: {} };
  if (typeof name !== "string" || !isConfig(config)) throw unknown(where, identifier);
  return { name, config, ...(typeof registered === "string" && { registered }) };
}

function unknown(where: string, identifier: unknown): ArgumentError {
  const shapeless = typeof identifier === "string" && /^acc$/i.test(identifier);
  return new ArgumentError({
    where,
    problem: "metric is unknown",
    expected: [...Object.keys(classes), ...Object.keys(names)].map((each) => `"${each}"`).join(", "),
    got: identifier,
    ...(shapeless && { remedy: "What it means depends on the shapes: metricForOutput() decides." }),
  });
}
