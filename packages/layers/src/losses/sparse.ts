import { abs, div, log, logSoftmax, minimum, mul, reshape, sub, sum, type Tensor } from "@sepconv/core";
import { clipProbability, power } from "./arithmetic.js";
import { lastAxis } from "./last-axis.js";
import type { LossValues } from "./loss.js";
import { checkLabels, oneHot } from "./one-hot.js";

export interface SparseSettings {
  readonly fromLogits: boolean;
  readonly ignoreClass: number | null;
}

/**
 * −ln p of the right class, of labels that are whole numbers. Probabilities are divided by their sum first; a label that
 * equals `ignoreClass` does not count.
 */
export function sparseCategoricalCrossentropyOf(
  yTrue: Tensor,
  yPred: Tensor,
  { fromLogits, ignoreClass }: SparseSettings,
): LossValues {
  const classes = yPred.shape.at(-1) ?? 1;
  const labels =
    yTrue.shape.length === yPred.shape.length && yTrue.shape.at(-1) === 1
      ? reshape(yTrue, yTrue.shape.slice(0, -1))
      : yTrue;
  checkLabels("SparseCategoricalCrossentropy", labels, classes, ignoreClass);
  const logits = fromLogits ? yPred : log(clipProbability(yPred));
  const counts = ignoreClass === null ? undefined : minimum(abs(sub(labels, ignoreClass)), 1);
  const right = oneHot(counts ? mul(labels, counts) : labels, classes);
  const values = mul(sum(mul(right, logSoftmax(logits)), lastAxis), -1);
  return counts ? { values: mul(values, counts), mask: counts } : { values };
}

/** (1 − p^q) / q of the right class's probability p. @see https://arxiv.org/abs/1805.07836 */
export function categoricalGeneralizedCrossEntropyOf(yTrue: Tensor, yPred: Tensor, q: number): Tensor {
  const classes = yPred.shape.at(-1) ?? 1;
  checkLabels("CategoricalGeneralizedCrossEntropy", yTrue, classes, null);
  const p = sum(mul(oneHot(yTrue, classes), yPred), lastAxis);
  return div(sub(1, power(p, q)), q);
}
