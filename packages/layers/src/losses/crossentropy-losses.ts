import { boolean, checkOptions, numberBetween } from "@sepconv/core";
import {
  binaryCrossentropyOf,
  binaryFocalCrossentropyOf,
  type CrossentropySettings,
  categoricalCrossentropyOf,
  categoricalFocalCrossentropyOf,
  klDivergenceOf,
  poissonOf,
} from "./crossentropy.js";
import { type Loss, type LossOptions, lossOptionNames, makeLoss } from "./loss.js";
import { categoricalGeneralizedCrossEntropyOf, sparseCategoricalCrossentropyOf } from "./sparse.js";

export interface CrossentropyOptions extends LossOptions {
  /** Whether the prediction holds logits in place of probabilities. Default: false. */
  readonly fromLogits?: boolean;
  /** How far labels are pulled towards an even distribution, from 0 (default) to 1. */
  readonly labelSmoothing?: number;
  /** The axis of the classes. Default: -1, the last. */
  readonly axis?: number;
}

export interface FocalOptions extends CrossentropyOptions {
  /** The weight of the positive class, or of each class. Default: 0.25. */
  readonly alpha?: number | readonly number[];
  /** How much easy samples lose. Default: 2. */
  readonly gamma?: number;
}

const crossentropyNames = [...lossOptionNames, "fromLogits", "labelSmoothing", "axis"];

function settingsOf(where: string, options: CrossentropyOptions): CrossentropySettings {
  return {
    fromLogits: boolean(where, "fromLogits", options.fromLogits ?? false),
    labelSmoothing: numberBetween(where, "labelSmoothing", options.labelSmoothing ?? 0, 0, 1),
    axis: options.axis ?? -1,
  };
}

/** The settings as Keras writes them. */
function written({ fromLogits, labelSmoothing, axis }: CrossentropySettings): object {
  return { from_logits: fromLogits, label_smoothing: labelSmoothing, axis };
}

/**
 * `mean −(y·ln p + (1 − y)·ln(1 − p))` over an axis, for labels 0 and 1.
 *
 * @see https://keras.io/api/losses/probabilistic_losses/
 */
export function binaryCrossentropy(options: CrossentropyOptions = {}): Loss {
  checkOptions("BinaryCrossentropy", options, crossentropyNames);
  const settings = settingsOf("BinaryCrossentropy", options);
  return makeLoss("BinaryCrossentropy", "binary_crossentropy", options, { ...written(settings) }, (yTrue, yPred) =>
    binaryCrossentropyOf(yTrue, yPred, settings),
  );
}

export interface BinaryFocalOptions extends FocalOptions {
  /** Whether `alpha` weighs the classes. Default: false. */
  readonly applyClassBalancing?: boolean;
}

/** Binary crossentropy in which samples that are easy count little, https://arxiv.org/abs/1708.02002. */
export function binaryFocalCrossentropy(options: BinaryFocalOptions = {}): Loss {
  const where = "BinaryFocalCrossentropy";
  checkOptions(where, options, [...crossentropyNames, "alpha", "gamma", "applyClassBalancing"]);
  const alpha = numberBetween(where, "alpha", options.alpha ?? 0.25, 0, 1);
  const gamma = numberBetween(where, "gamma", options.gamma ?? 2, 0, Number.MAX_VALUE);
  const balanced = boolean(where, "applyClassBalancing", options.applyClassBalancing ?? false);
  const settings = { ...settingsOf(where, options), alpha, gamma };
  const config = { ...written(settings), alpha, gamma, apply_class_balancing: balanced };
  return makeLoss(where, "binary_focal_crossentropy", options, config, (yTrue, yPred) =>
    binaryFocalCrossentropyOf(yTrue, yPred, settings, balanced),
  );
}

/** `−Σ y·ln p` over the classes, for labels that are distributions, such as one-hot rows. */
export function categoricalCrossentropy(options: CrossentropyOptions = {}): Loss {
  const where = "CategoricalCrossentropy";
  checkOptions(where, options, crossentropyNames);
  const settings = settingsOf(where, options);
  return makeLoss(where, "categorical_crossentropy", options, { ...written(settings) }, (yTrue, yPred) =>
    categoricalCrossentropyOf(yTrue, yPred, settings),
  );
}

/** `−Σ alpha·(1 − p)^gamma·y·ln p`, https://arxiv.org/abs/1708.02002. */
export function categoricalFocalCrossentropy(options: FocalOptions = {}): Loss {
  const where = "CategoricalFocalCrossentropy";
  checkOptions(where, options, [...crossentropyNames, "alpha", "gamma"]);
  const { alpha = 0.25 } = options;
  for (const weight of typeof alpha === "number" ? [alpha] : alpha)
    numberBetween(where, "alpha", weight, 0, Number.MAX_VALUE);
  const gamma = numberBetween(where, "gamma", options.gamma ?? 2, 0, Number.MAX_VALUE);
  const settings = { ...settingsOf(where, options), alpha, gamma };
  const config = { ...written(settings), alpha, gamma };
  return makeLoss(where, "categorical_focal_crossentropy", options, config, (yTrue, yPred) =>
    categoricalFocalCrossentropyOf(yTrue, yPred, settings),
  );
}

export interface SparseOptions extends LossOptions {
  /** Whether the prediction holds logits in place of probabilities. Default: false. */
  readonly fromLogits?: boolean;
  /** A label that stands for "does not count". Default: none. */
  readonly ignoreClass?: number | null;
}

/**
 * `−ln p` of the right class, for labels that are whole numbers.
 *
 * @throws ArgumentError where a label is no class.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { losses } from "@sepconv/layers";
 * const loss = losses.sparseCategoricalCrossentropy({ fromLogits: true });
 * loss(tensor([1], [1], "int32"), tensor([[0, 0]])).dataSync(); // [0.6931471824645996]
 */
export function sparseCategoricalCrossentropy(options: SparseOptions = {}): Loss {
  const where = "SparseCategoricalCrossentropy";
  checkOptions(where, options, [...lossOptionNames, "fromLogits", "ignoreClass"]);
  const fromLogits = boolean(where, "fromLogits", options.fromLogits ?? false);
  const { ignoreClass = null } = options;
  const config = { from_logits: fromLogits, ignore_class: ignoreClass };
  return makeLoss(where, "sparse_categorical_crossentropy", options, config, (yTrue, yPred) =>
    sparseCategoricalCrossentropyOf(yTrue, yPred, { fromLogits, ignoreClass }),
  );
}

export interface GeneralizedOptions extends LossOptions {
  /** Between crossentropy (towards 0) and mean absolute error (1). Default: 0.5. */
  readonly q?: number;
}

/** `(1 − p^q) / q` of the right class, robust against wrong labels, https://arxiv.org/abs/1805.07836. */
export function categoricalGeneralizedCrossEntropy(options: GeneralizedOptions = {}): Loss {
  const where = "CategoricalGeneralizedCrossEntropy";
  checkOptions(where, options, [...lossOptionNames, "q"]);
  const q = numberBetween(where, "q", options.q ?? 0.5, Number.MIN_VALUE, 1);
  return makeLoss(where, "categorical_generalized_cross_entropy", options, { q }, (yTrue, yPred) =>
    categoricalGeneralizedCrossEntropyOf(yTrue, yPred, q),
  );
}

/** `Σ yTrue·ln(yTrue / yPred)`. */
export function klDivergence(options: LossOptions = {}): Loss {
  checkOptions("KLDivergence", options, lossOptionNames);
  return makeLoss("KLDivergence", "kl_divergence", options, {}, klDivergenceOf);
}

/** `mean (yPred − yTrue·ln yPred)`. */
export function poisson(options: LossOptions = {}): Loss {
  checkOptions("Poisson", options, lossOptionNames);
  return makeLoss("Poisson", "poisson", options, {}, poissonOf);
}
