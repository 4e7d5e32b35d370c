import { checkOptions, numberBetween, type Tensor } from "@sepconv/core";
import { ctc as ctcOf } from "./ctc.js";
import * as hinges from "./hinge.js";
import { type Loss, type LossOptions, lossOptionNames, makeLoss } from "./loss.js";
import { diceOf, tverskyOf } from "./overlap.js";
import * as regression from "./regression.js";

type Values = (yTrue: Tensor, yPred: Tensor) => Tensor;

/** A loss without options of its own. */
function plain(className: string, name: string, values: Values): (options?: LossOptions) => Loss {
  return (options = {}) => {
    checkOptions(className, options, lossOptionNames);
    return makeLoss(className, name, options, {}, values);
  };
}

type PlainLoss = (options?: LossOptions) => Loss;

/**
 * `mean (yTrue − yPred)²` over the last axis.
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { losses } from "@sepconv/layers";
 * losses.meanSquaredError()(tensor([[0, 2]]), tensor([[1, 2]])).dataSync(); // [0.5]
 *
 * @see https://keras.io/api/losses/regression_losses/
 */
export const meanSquaredError: PlainLoss = plain("MeanSquaredError", "mean_squared_error", regression.meanSquaredError);
/** `mean ∣yTrue − yPred∣` */
export const meanAbsoluteError: PlainLoss = plain(
  "MeanAbsoluteError",
  "mean_absolute_error",
  regression.meanAbsoluteError,
);
/** `100 · mean ∣(yTrue − yPred) / max(∣yTrue∣, 10⁻⁷)∣` */
export const meanAbsolutePercentageError: PlainLoss = plain(
  "MeanAbsolutePercentageError",
  "mean_absolute_percentage_error",
  regression.meanAbsolutePercentageError,
);
/** `mean (ln(yPred + 1) − ln(yTrue + 1))²` */
export const meanSquaredLogarithmicError: PlainLoss = plain(
  "MeanSquaredLogarithmicError",
  "mean_squared_logarithmic_error",
  regression.meanSquaredLogarithmicError,
);
/** `mean ln cosh(yPred − yTrue)` */
export const logCosh: PlainLoss = plain("LogCosh", "log_cosh", regression.logCosh);
/** `mean max(1 − yTrue·yPred, 0)` for labels −1 and 1, or 0 and 1 */
export const hinge: PlainLoss = plain("Hinge", "hinge", hinges.hinge);
/** `mean max(1 − yTrue·yPred, 0)²` */
export const squaredHinge: PlainLoss = plain("SquaredHinge", "squared_hinge", hinges.squaredHinge);
/** `max(max((1 − yTrue)·yPred) − Σ yTrue·yPred + 1, 0)` */
export const categoricalHinge: PlainLoss = plain("CategoricalHinge", "categorical_hinge", hinges.categoricalHinge);
/** Connectionist temporal classification: labels `[batch, length]` ended by 0, logits `[batch, steps, classes]`. */
export const ctc: PlainLoss = plain("CTC", "ctc", ctcOf);

export interface HuberOptions extends LossOptions {
  /** Where the square becomes a line. Default: 1. */
  readonly delta?: number;
}

/** `mean e²/2` where `∣e∣ ≤ delta`, else `mean delta·(∣e∣ − delta/2)`. */
export function huber(options: HuberOptions = {}): Loss {
  checkOptions("Huber", options, [...lossOptionNames, "delta"]);
  const delta = numberBetween("Huber", "delta", options.delta ?? 1, 0, Number.MAX_VALUE);
  // Keras leaves delta out of the configuration; ours keeps another than the default.
  const config = delta === 1 ? {} : { delta };
  return makeLoss("Huber", "huber_loss", options, config, (yTrue, yPred) => regression.huber(yTrue, yPred, delta));
}

export interface AxisLossOptions extends LossOptions {
  /** The axis or axes over which the loss is computed. */
  readonly axis?: number | readonly number[] | null;
}

/** `−Σ` of the products of both, each divided by its length along the axis (default: the last). */
export function cosineSimilarity(options: AxisLossOptions = {}): Loss {
  checkOptions("CosineSimilarity", options, [...lossOptionNames, "axis"]);
  const axis = options.axis ?? -1;
  const config = axis === -1 ? {} : { axis };
  return makeLoss("CosineSimilarity", "cosine_similarity", options, config, (yTrue, yPred) =>
    regression.cosineSimilarity(yTrue, yPred, axis),
  );
}

/** `1 − 2·Σ t·p / (Σ t + Σ p)` over axes (default: all). */
export function dice(options: AxisLossOptions = {}): Loss {
  checkOptions("Dice", options, [...lossOptionNames, "axis"]);
  const { axis = null } = options;
  return makeLoss("Dice", "dice", options, { axis }, (yTrue, yPred) => diceOf(yTrue, yPred, axis));
}

export interface TverskyOptions extends AxisLossOptions {
  /** How much what is missed counts. Default: 0.5. */
  readonly alpha?: number;
  /** How much what is wrongly found counts. Default: 0.5. */
  readonly beta?: number;
}

/** `1 − Σ t·p / (Σ t·p + alpha·Σ t·(1 − p) + beta·Σ (1 − t)·p)` over axes (default: all). */
export function tversky(options: TverskyOptions = {}): Loss {
  checkOptions("Tversky", options, [...lossOptionNames, "alpha", "beta", "axis"]);
  const { axis = null } = options;
  const alpha = numberBetween("Tversky", "alpha", options.alpha ?? 0.5, 0, Number.MAX_VALUE);
  const beta = numberBetween("Tversky", "beta", options.beta ?? 0.5, 0, Number.MAX_VALUE);
  return makeLoss("Tversky", "tversky", options, { alpha, beta, axis }, (yTrue, yPred) =>
    tverskyOf(yTrue, yPred, alpha, beta, axis),
  );
}
