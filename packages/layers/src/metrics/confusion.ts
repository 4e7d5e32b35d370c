import { ArgumentError, ShapeError } from "@sepconv/backend";
import {
  add,
  broadcastTo,
  maximum,
  minimum,
  mul,
  numberBetween,
  reshape,
  slice,
  sub,
  sum,
  type Tensor,
  tensor,
} from "@sepconv/core";
import { sameRank } from "../losses/same-rank.js";
import { checkSameShape, fitWeight } from "./fit-weight.js";
import { above, counting, equals, nonZero } from "./indicators.js";

/** What a prediction can be to a label. */
export type Condition = "truePositives" | "falsePositives" | "trueNegatives" | "falseNegatives";

export interface ConfusionSettings {
  readonly thresholds: readonly number[];
  /** Whether they have equal distances from 0 to 1. Default: whether three or more have. */
  readonly even?: boolean;
  /** The predictions that count besides: the k largest of a row. */
  readonly topK?: number | null;
  /** The class that counts alone. */
  readonly classId?: number | null;
  /** Whether each label of a row is counted by itself. */
  readonly multiLabel?: boolean;
  /** A weight for each label of a row. */
  readonly labelWeights?: readonly number[] | null;
}

/** What is compared, all of the metric's dtype. */
export interface Operands {
  readonly yTrue: Tensor;
  readonly yPred: Tensor;
  readonly sampleWeight: Tensor | null;
}

/** What a prediction becomes that is not among the largest, as in Keras. */
export const leastPrediction = -1e10;

/** The most comparisons of thresholds and predictions at a time, so that memory stays flat. */
const mostCompared = 2 ** 20;

/**
 * The weights of predictions that are true or false positives or negatives at each threshold: `Σ w·[p > threshold]·[label]` and
 * so on, `[thresholds]`, or with `multiLabel` `[thresholds, labels]`.
 *
 * @throws ShapeError where the shapes do not fit.
 */
export function confusionAt<Wanted extends Condition>(
  where: string,
  settings: ConfusionSettings,
  operands: Operands,
  wanted: readonly Wanted[],
): Record<Wanted, Tensor> {
  const { predictions, positive, negative } = labelled(where, settings, operands);
  const [count = 0, labels = 1] = predictions.shape;
  const thresholds = tensor([...settings.thresholds], [settings.thresholds.length, 1, 1], predictions.dtype);
  const rows = Math.max(1, Math.floor(mostCompared / (settings.thresholds.length * Math.max(labels, 1))));
  const sums = {} as Record<Wanted, Tensor>;
  for (let start = 0; start === 0 || start < count; start += rows) {
    const size = [Math.min(rows, count - start), labels];
    const part = (x: Tensor): Tensor => reshape(slice(x, { start: [start, 0], size }), [1, ...size]);
    const found = above(part(predictions), thresholds);
    const weighted = { positive: part(positive), negative: part(negative) };
    for (const condition of wanted) {
      const guess = condition.endsWith("Positives") ? found : sub(1, found);
      const label = condition === "truePositives" || condition === "falseNegatives" ? "positive" : "negative";
      const total = sum(mul(guess, weighted[label]), { axis: 1 });
      sums[condition] = start === 0 ? total : add(sums[condition], total);
    }
  }
  if (settings.multiLabel) return sums;
  for (const condition of wanted) sums[condition] = reshape(sums[condition], [settings.thresholds.length]);
  return sums;
}

/** Predictions, and the weights of those whose label is 1 and of those whose label is 0, as `[count, labels]`. */
function labelled(
  where: string,
  {
    thresholds,
    even = isEven(thresholds),
    topK = null,
    classId = null,
    multiLabel = false,
    labelWeights = null,
  }: ConfusionSettings,
  { yTrue, yPred, sampleWeight }: Operands,
): { predictions: Tensor; positive: Tensor; negative: Tensor } {
  let [prediction, truth] = sameRank(yPred, yTrue);
  checkSameShape(where, truth, prediction);
  if (topK !== null) prediction = largestOf(prediction, topK);
  if (classId !== null) {
    [prediction, truth] = [ofClass(where, prediction, classId), ofClass(where, truth, classId)];
  }
  // As in Keras, which sorts predictions into buckets where thresholds have equal distances.
  if (even) prediction = minimum(maximum(prediction, 0), 1);
  const label = nonZero(truth);
  let [positive, negative] = [label, sub(1, label)];
  for (const weight of [
    sampleWeight && fitWeight(where, sampleWeight, prediction.shape),
    labelWeights && labelWeight(where, labelWeights, prediction),
  ]) {
    if (weight) [positive, negative] = [mul(positive, weight), mul(negative, weight)];
  }
  const { shape } = prediction;
  const labels = multiLabel ? (shape.at(-1) ?? 1) : 1;
  const folded = [labels === 0 ? 0 : prediction.size / labels, labels];
  return {
    predictions: reshape(prediction, folded),
    positive: reshape(positive, folded),
    negative: reshape(negative, folded),
  };
}

/** The k largest of each row, the first ones where several are equal; the others become the least prediction. */
function largestOf(x: Tensor, k: number): Tensor {
  const count = x.shape.at(-1) ?? 1;
  const [mine, others] = [reshape(x, [...x.shape, 1]), reshape(x, [...x.shape.slice(0, -1), 1, count])];
  const earlier = above(counting(count, mine, -2), counting(count, others));
  const before = sum(add(above(others, mine), mul(equals(others, mine), earlier)), { axis: -1 });
  const chosen = above(k, before);
  return add(mul(x, chosen), mul(sub(1, chosen), leastPrediction));
}

function ofClass(where: string, x: Tensor, classId: number): Tensor {
  const { shape } = x;
  const count = shape.at(-1) ?? 0;
  if (shape.length < 2) {
    throw new ShapeError({
      where,
      problem: "a class needs predictions for classes",
      expected: "[batch, classes]",
      got: shape,
    });
  }
  numberBetween(where, "classId", classId, 0, count - 1);
  return slice(x, {
    start: shape.map((_, axis) => (axis === shape.length - 1 ? classId : 0)),
    size: shape.with(-1, 1),
  });
}

function labelWeight(where: string, weights: readonly number[], prediction: Tensor): Tensor {
  const labels = prediction.shape.at(-1) ?? 1;
  if (weights.length !== labels) {
    throw new ArgumentError({
      where,
      problem: "labelWeights does not fit the predictions",
      expected: `${labels} numbers`,
      got: weights,
    });
  }
  return broadcastTo(tensor([...weights], [labels], prediction.dtype), prediction.shape);
}

/** Whether there are thresholds between 0 and 1, and all have equal distances. */
function isEven(thresholds: readonly number[]): boolean {
  const last = thresholds.length - 1;
  return (
    last >= 2 && thresholds.every((each, index) => Math.abs(each - index / last) <= 1.1e-7 + (1e-5 * index) / last)
  );
}

/** The thresholds that an option gives, as a list. @throws ArgumentError where one is no number from 0 to 1. */
export function thresholdsOf(
  where: string,
  thresholds: number | readonly number[] | null,
  otherwise: number,
): number[] {
  if (thresholds === null) return [otherwise];
  const list = typeof thresholds === "number" ? [thresholds] : thresholds;
  return list.map((each) => numberBetween(where, "thresholds", each, 0, 1));
}

/** @throws ArgumentError where a class is no whole number. */
export function classIdOf(where: string, classId: number | null): number | null {
  if (classId === null || (Number.isInteger(classId) && classId >= 0)) return classId;
  throw new ArgumentError({
    where,
    problem: "classId is not valid",
    expected: "null or a whole number from 0 up",
    got: classId,
  });
}
