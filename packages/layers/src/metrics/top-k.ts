import { add, boolean, max, mul, reshape, slice, sub, sum, type Tensor, wholeNumber } from "@sepconv/core";
import { lastAxis } from "../losses/last-axis.js";
import { oneHot } from "../losses/one-hot.js";
import { labelsOf } from "./accuracy.js";
import { above, equals, firstMaximum } from "./indicators.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

export interface TopKOptions extends MetricOptions {
  /** How many of the largest predictions are looked at. Default: 5. */
  readonly k?: number;
}

/**
 * How often the label's class is among the k largest predictions, of labels such as one-hot rows. Equal predictions at the
 * border are all among them.
 *
 * @throws ArgumentError where k is no whole number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const topTwo = new metrics.TopKCategoricalAccuracy({ k: 2 });
 * topTwo.updateState(tensor([[0, 0, 1], [1, 0, 0]]), tensor([[0.1, 0.9, 0.8], [0.05, 0.95, 0.5]]));
 * topTwo.result().dataSync(); // [0.5]
 */
export class TopKCategoricalAccuracy extends MeanOfValues {
  constructor(options: TopKOptions = {}) {
    const k = wholeNumber("TopKCategoricalAccuracy", "k", options.k ?? 5);
    super("TopKCategoricalAccuracy", options, {
      defaultName: "top_k_categorical_accuracy",
      values: (yTrue, yPred) => inTopK(firstMaximum(yTrue), yPred, k),
      options: ["k"],
      config: { k },
    });
  }
}

export interface SparseTopKOptions extends TopKOptions {
  /** Whether the prediction holds the numbers of classes, the likeliest first, in place of probabilities. Default: false. */
  readonly fromSortedIds?: boolean;
}

/** The same for labels that are whole numbers. @throws ArgumentError where k is no whole number. */
export class SparseTopKCategoricalAccuracy extends MeanOfValues {
  constructor(options: SparseTopKOptions = {}) {
    const where = "SparseTopKCategoricalAccuracy";
    const k = wholeNumber(where, "k", options.k ?? 5);
    const fromSortedIds = boolean(where, "fromSortedIds", options.fromSortedIds ?? false);
    super(where, options, {
      defaultName: "sparse_top_k_categorical_accuracy",
      values: (yTrue, yPred) => (fromSortedIds ? amongFirst : inTopK)(labelsOf(yTrue, yPred), yPred, k),
      options: ["k", "fromSortedIds"],
      config: { k, ...(fromSortedIds && { from_sorted_ids: true }) },
    });
  }
}

/** 1 where fewer than k predictions are larger than that of the label, else 0; 0 where the label is no class */
function inTopK(labels: Tensor, yPred: Tensor, k: number): Tensor {
  const right = oneHot(labels, yPred.shape.at(-1) ?? 1);
  // The largest after the others have been moved out of the way: 0 times an infinite prediction would be none.
  const own = max(add(yPred, mul(sub(right, 1), 3e38)), { ...lastAxis, keepDims: true });
  const larger = sum(above(yPred, own), lastAxis);
  return mul(above(k, larger), sum(right, lastAxis));
}

/** 1 where the label is among the first k numbers, else 0 */
function amongFirst(labels: Tensor, ids: Tensor, k: number): Tensor {
  const size = ids.shape.with(-1, Math.min(k, ids.shape.at(-1) ?? 0));
  return max(equals(reshape(labels, [...labels.shape, 1]), slice(ids, { size })), lastAxis);
}
