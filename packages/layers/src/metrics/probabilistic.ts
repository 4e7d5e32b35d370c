import { axisOf, boolean, numberBetween, type Tensor, transpose } from "@sepconv/core";
import * as crossentropy from "../losses/crossentropy.js";
import { sparseCategoricalCrossentropyOf } from "../losses/sparse.js";
import { MeanOfValues } from "./mean-of-values.js";
import type { MetricOptions } from "./metric.js";

/** `mean Σ yTrue·ln(yTrue / yPred)` */
export class KLDivergence extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("KLDivergence", options, { defaultName: "kl_divergence", values: crossentropy.klDivergenceOf });
  }
}

/** `mean (yPred − yTrue·ln yPred)` */
export class Poisson extends MeanOfValues {
  constructor(options: MetricOptions = {}) {
    super("Poisson", options, { defaultName: "poisson", values: crossentropy.poissonOf });
  }
}

export interface BinaryCrossentropyOptions extends MetricOptions {
  /** Whether the prediction holds logits in place of probabilities. Default: false. */
  readonly fromLogits?: boolean;
  /** How far labels are pulled towards an even distribution, from 0 (default) to 1. */
  readonly labelSmoothing?: number;
}

/**
 * `mean −(y·ln p + (1 − y)·ln(1 − p))` for labels 0 and 1
 *
 * @throws ArgumentError where an option is not valid.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const entropy = new metrics.BinaryCrossentropy({ fromLogits: true });
 * entropy.updateState(tensor([[1]]), tensor([[0]]));
 * entropy.result().dataSync(); // [0.6931471824645996]
 *
 * @see https://keras.io/api/metrics/probabilistic_metrics/
 */
export class BinaryCrossentropy extends MeanOfValues {
  constructor(options: BinaryCrossentropyOptions = {}) {
    const { fromLogits, labelSmoothing } = settingsOf("BinaryCrossentropy", options);
    super("BinaryCrossentropy", options, {
      defaultName: "binary_crossentropy",
      values: (yTrue, yPred) =>
        crossentropy.binaryCrossentropyOf(yTrue, yPred, { fromLogits, labelSmoothing, axis: -1 }),
      options: ["fromLogits", "labelSmoothing"],
      config: { from_logits: fromLogits, label_smoothing: labelSmoothing },
    });
  }
}

export interface CategoricalCrossentropyOptions extends BinaryCrossentropyOptions {
  /** The axis of the classes. Default: -1, the last. */
  readonly axis?: number;
}

/** `mean −Σ y·ln p` for labels that are distributions, such as one-hot rows. @throws ArgumentError where an option is not valid. */
export class CategoricalCrossentropy extends MeanOfValues {
  constructor(options: CategoricalCrossentropyOptions = {}) {
    const settings = { ...settingsOf("CategoricalCrossentropy", options), axis: options.axis ?? -1 };
    super("CategoricalCrossentropy", options, {
      defaultName: "categorical_crossentropy",
      values: (yTrue, yPred) => crossentropy.categoricalCrossentropyOf(yTrue, yPred, settings),
      options: ["fromLogits", "labelSmoothing", "axis"],
      config: {
        from_logits: settings.fromLogits,
        label_smoothing: settings.labelSmoothing,
        axis: settings.axis,
      },
    });
  }
}

export interface SparseCategoricalCrossentropyOptions extends MetricOptions {
  /** Whether the prediction holds logits in place of probabilities. Default: false. */
  readonly fromLogits?: boolean;
  /** A label whose value is 0. Default: none. */
  readonly ignoreClass?: number | null;
  /** The axis of the classes. Default: -1, the last. */
  readonly axis?: number;
}

/** `mean −ln p` of the right class, for labels that are whole numbers. @throws ArgumentError where a label is no class. */
export class SparseCategoricalCrossentropy extends MeanOfValues {
  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    const where = "SparseCategoricalCrossentropy";
    const fromLogits = boolean(where, "fromLogits", options.fromLogits ?? false);
    const { ignoreClass = null, axis = -1 } = options;
    super(where, options, {
      defaultName: "sparse_categorical_crossentropy",
      values: (yTrue, yPred) =>
        sparseCategoricalCrossentropyOf(yTrue, axisLast(where, yPred, axis), { fromLogits, ignoreClass }),
      options: ["fromLogits", "ignoreClass", "axis"],
      config: { from_logits: fromLogits, ignore_class: ignoreClass, axis },
    });
  }
}

function settingsOf(
  where: string,
  { fromLogits, labelSmoothing }: BinaryCrossentropyOptions,
): { fromLogits: boolean; labelSmoothing: number } {
  return {
    fromLogits: boolean(where, "fromLogits", fromLogits ?? false),
    labelSmoothing: numberBetween(where, "labelSmoothing", labelSmoothing ?? 0, 0, 1),
  };
}

function axisLast(where: string, x: Tensor, axis: number): Tensor {
  const at = axisOf(where, axis, x.shape);
  const axes = x.shape.map((_, index) => index);
  return at === axes.length - 1 ? x : transpose(x, { permutation: [...axes.filter((each) => each !== at), at] });
}
