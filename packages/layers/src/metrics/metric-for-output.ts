import type { PartialShape } from "../partial-shape.js";
import { BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy } from "./accuracy.js";
import { getMetric, type MetricLike } from "./get-metric.js";
import type { Metric } from "./metric.js";
import { BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy } from "./probabilistic.js";

/** Kinds of labels, by the shapes of labels and predictions. */
export type LabelKind = "binary" | "sparse" | "categorical";

/** What labels are to predictions: 0 or 1 for one number, a whole number for several, or one number for each. */
export function labelKind(yTrueShape: PartialShape, yPredShape: PartialShape): LabelKind {
  const [labels, predictions] = [yTrueShape.at(-1), yPredShape.at(-1)];
  if (predictions === 1) return "binary";
  const fewerAxes = yTrueShape.length < yPredShape.length;
  return fewerAxes || (labels === 1 && (predictions ?? 0) > 1) ? "sparse" : "categorical";
}

const accuracies = {
  binary: BinaryAccuracy,
  sparse: SparseCategoricalAccuracy,
  categorical: CategoricalAccuracy,
} as const;

const crossentropies = {
  binary: BinaryCrossentropy,
  sparse: SparseCategoricalCrossentropy,
  categorical: CategoricalCrossentropy,
} as const;

/**
 * The metric that a name stands for at an output of a model, called by that name: "accuracy" ("acc") and "crossentropy" ("ce")
 * are those of the labels' kind. Everything else is as in `get`.
 *
 * @throws ArgumentError for an unknown one.
 * @example
 * import { metrics } from "@sepconv/layers";
 * metrics.metricForOutput("accuracy", [null], [null, 4]).className; // "SparseCategoricalAccuracy"
 * metrics.metricForOutput("acc", [null, 4], [null, 4]).name; // "acc"
 *
 * @see https://keras.io/api/models/model_training_apis/
 */
export function metricForOutput(identifier: MetricLike, yTrueShape: PartialShape, yPredShape: PartialShape): Metric {
  if (typeof identifier !== "string") return getMetric("metricForOutput", identifier);
  const kind = labelKind(yTrueShape, yPredShape);
  switch (identifier.toLowerCase()) {
    case "accuracy":
    case "acc":
      return new accuracies[kind]({ name: identifier });
    case "crossentropy":
    case "ce":
      return new crossentropies[kind]({ name: identifier });
    default: {
      const metric = getMetric("metricForOutput", identifier);
      metric.name = identifier;
      return metric;
    }
  }
}
