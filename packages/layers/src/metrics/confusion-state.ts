import { add, type Tensor, type Variable } from "@sepconv/core";
import { divideOrZero } from "../losses/arithmetic.js";

/** All four conditions, and what Keras calls them in its order. */
export const conditionNames = {
  truePositives: "true_positives",
  falsePositives: "false_positives",
  trueNegatives: "true_negatives",
  falseNegatives: "false_negatives",
} as const;

export const conditions = Object.keys(conditionNames) as (keyof typeof conditionNames)[];

/** The weights of all four, for each threshold. */
export type Confusion = Readonly<Record<keyof typeof conditionNames, Tensor>>;

export type ConfusionState = Readonly<Record<keyof typeof conditionNames, Variable>>;

/** A variable for each condition. */
export function confusionState(addVariable: (name: string) => Variable): ConfusionState {
  const state = conditions.map((condition) => [condition, addVariable(conditionNames[condition])]);
  return Object.fromEntries(state);
}

/** tp / (tp + fn): recall, also called sensitivity */
export function recallOf({ truePositives, falseNegatives }: Confusion): Tensor {
  return divideOrZero(truePositives, add(truePositives, falseNegatives));
}

/** tp / (tp + fp) */
export function precisionOf({ truePositives, falsePositives }: Confusion): Tensor {
  return divideOrZero(truePositives, add(truePositives, falsePositives));
}

/** tn / (tn + fp) */
export function specificityOf({ trueNegatives, falsePositives }: Confusion): Tensor {
  return divideOrZero(trueNegatives, add(trueNegatives, falsePositives));
}

/** `count` thresholds of equal distances from `first` to `last`; the two ends may lie a little outside of 0 and 1. */
export function evenThresholds(count: number, first = 0, last = 1): number[] {
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? first : index === count - 1 ? last : index / (count - 1),
  );
}
