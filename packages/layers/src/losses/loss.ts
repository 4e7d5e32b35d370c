import { ArgumentError } from "@sepconv/backend";
import { cast, checkTensor, onDeviceOf, type Tensor, tidy } from "@sepconv/core";
import type { Config } from "../config.js";
import { sameRank } from "./same-rank.js";
import { type Reduction, reduceWeighted, reductions } from "./weighted-reduction.js";

/**
 * What a model is trained to make small: called with the truth and the prediction.
 *
 * @see https://keras.io/api/losses/
 */
export interface Loss {
  /**
   * @param sampleWeight one weight for each sample, or for each value that the loss computes. Default: all 1.
   * @param mask which values count, as a bool tensor. Default: all.
   * @returns one number, or with reduction "none" one for each sample (or step).
   */
  (yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor | null, mask?: Tensor | null): Tensor;
  /** Keras' class name. */
  readonly className: string;
  /** The name that logs go by. */
  readonly lossName: string;
  readonly reduction: Reduction;
  /** Whether it is a function of one's own, which may take whatever it likes. */
  readonly isOwn?: boolean;
  getConfig(): Config;
}

/** What every loss's constructor takes. */
export interface LossOptions {
  /**
   * How the values are reduced: "sumOverBatchSize" or "mean" (their mean), "meanWithSampleWeight" (divided by the sum of
   * the weights), "sum", or "none". Default: "sumOverBatchSize".
   */
  readonly reduction?: string | null;
  /** The name in logs. Default: Keras' name for the class. */
  readonly name?: string;
}

export const lossOptionNames: readonly string[] = ["reduction", "name"];

/** The unreduced values of a loss, and which of them do not count. */
export interface LossValues {
  readonly values: Tensor;
  readonly mask?: Tensor;
}

/** A loss from the function that computes its values; `config` is what Keras writes besides name and reduction. */
export function makeLoss(
  className: string,
  defaultName: string,
  { reduction = "sumOverBatchSize", name = defaultName }: LossOptions,
  config: Config,
  compute: (yTrue: Tensor, yPred: Tensor) => Tensor | LossValues,
): Loss {
  const chosen = reductionFrom(className, reduction);
  const loss = (yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor | null, mask?: Tensor | null): Tensor => {
    checkTensor(className, "yTrue", yTrue);
    checkTensor(className, "yPred", yPred);
    if (sampleWeight) checkTensor(className, "sampleWeight", sampleWeight);
    return onDeviceOf([yPred, yTrue], () =>
      tidy(() => {
        const [truth, prediction] = sameRank(cast(yTrue, yPred.dtype), yPred);
        const computed = compute(truth, prediction);
        const { values, mask: own } = "values" in computed ? computed : { values: computed, mask: undefined };
        return reduceWeighted(className, values, {
          reduction: chosen,
          sampleWeight: sampleWeight ?? null,
          masks: [mask, own].filter((part) => part !== undefined && part !== null),
        });
      }),
    );
  };
  const written = { name, reduction: reductions[chosen], ...config };
  return Object.assign(loss, { className, lossName: name, reduction: chosen, getConfig: () => written });
}

function reductionFrom(where: string, reduction: string | null): Reduction {
  const key = (reduction ?? "none").replaceAll("_", "").toLowerCase();
  const found = (Object.keys(reductions) as Reduction[]).find((known) => known.toLowerCase() === key);
  if (found) return found;
  throw new ArgumentError({
    where,
    problem: "reduction is unknown",
    expected: Object.values(reductions)
      .map((known) => `"${known}"`)
      .join(", "),
    got: reduction,
  });
}
