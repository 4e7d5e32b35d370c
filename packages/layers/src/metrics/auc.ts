import { ArgumentError, ShapeError } from "@sepconv/backend";
import { boolean, finiteNumber, oneOf, sigmoid, type Tensor, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import { epsilon } from "../losses/arithmetic.js";
import { type AreaSettings, areaUnderCurve } from "./area-under-curve.js";
import { confusionAt } from "./confusion.js";
import { type ConfusionState, conditions, confusionState, evenThresholds } from "./confusion-state.js";
import { Metric, type MetricOptions, stateOf } from "./metric.js";

export interface AUCOptions extends MetricOptions {
  /** How many thresholds the curve is drawn through. Default: 200. */
  readonly numThresholds?: number;
  /** "ROC" (default): recall over the rate of false positives; "PR": precision over recall; "PRGAIN": their gains. */
  readonly curve?: string;
  /** How the area between thresholds is taken: "interpolation" (default), "minoring" from below, "majoring" from above. */
  readonly summationMethod?: string;
  /** The thresholds between 0 and 1, in place of those of equal distances. */
  readonly thresholds?: readonly number[] | null;
  /** Whether each label has a curve of its own; the result is the mean of the areas. Default: false. */
  readonly multiLabel?: boolean;
  /** How many labels there are, where it is known before the first batch. */
  readonly numLabels?: number | null;
  /** How much each label counts: in the mean of the areas, else for all of its predictions. */
  readonly labelWeights?: readonly number[] | null;
  /** Whether the prediction holds logits in place of probabilities. Default: false. */
  readonly fromLogits?: boolean;
}

const own = [
  "numThresholds",
  "curve",
  "summationMethod",
  "thresholds",
  "multiLabel",
  "numLabels",
  "labelWeights",
  "fromLogits",
];

/**
 * The area under a curve through the rates at many thresholds: 1 where labels are separated, under ROC 0.5 by chance.
 *
 * @throws ArgumentError where an option is not valid. @throws ShapeError where the shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const auc = new metrics.AUC({ numThresholds: 3 });
 * auc.updateState(tensor([0, 0, 1, 1]), tensor([0, 0.5, 0.3, 0.9]));
 * auc.result().dataSync(); // [0.75]
 *
 * @see https://keras.io/api/metrics/classification_metrics/
 * @see Davis, Goadrich, https://www.biostat.wisc.edu/~page/rocpr.pdf (interpolation of PR); Flach, Kull, NeurIPS 2015 (PRGAIN)
 */
export class AUC extends Metric {
  readonly #settings: AreaSettings;
  readonly #thresholds: readonly number[];
  readonly #ownThresholds: boolean;
  readonly #multiLabel: boolean;
  readonly #numLabels: number | null;
  readonly #fromLogits: boolean;
  #state: ConfusionState | null = null;

  constructor(options: AUCOptions = {}) {
    super("AUC", options, { options: own });
    const { thresholds = null, numLabels = null, labelWeights = null } = options;
    this.#ownThresholds = thresholds !== null;
    this.#thresholds = thresholdsOf(thresholds, options.numThresholds ?? 200);
    this.#multiLabel = boolean("AUC", "multiLabel", options.multiLabel ?? false);
    this.#numLabels = numLabels === null ? null : wholeNumber("AUC", "numLabels", numLabels);
    this.#fromLogits = boolean("AUC", "fromLogits", options.fromLogits ?? false);
    this.#settings = {
      curve: oneOf("AUC", "curve", options.curve ?? "ROC", ["ROC", "PR", "PRGAIN"]),
      summation: oneOf("AUC", "summationMethod", options.summationMethod ?? "interpolation", [
        "interpolation",
        "majoring",
        "minoring",
      ]),
      labelWeights: labelWeights?.map((each) => finiteNumber("AUC", "labelWeights", each)) ?? null,
    };
    if (this.#numLabels !== null && !this.#multiLabel) {
      throw new ArgumentError({
        where: "AUC",
        problem: "numLabels needs multiLabel",
        expected: "null",
        got: numLabels,
      });
    }
    if (!this.#multiLabel) this.#build([]);
    else if (this.#numLabels !== null) this.#build([this.#numLabels]);
  }

  override getConfig(): Config {
    const { curve, summation, labelWeights } = this.#settings;
    return {
      ...super.getConfig(),
      num_thresholds: this.#thresholds.length,
      curve,
      summation_method: summation,
      multi_label: this.#multiLabel,
      num_labels: this.#numLabels,
      label_weights: labelWeights,
      from_logits: this.#fromLogits,
      ...(this.#ownThresholds && { thresholds: this.#thresholds.slice(1, -1) }),
    };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const settings = {
      thresholds: this.#thresholds,
      ...(!this.#ownThresholds && { even: true }),
      multiLabel: this.#multiLabel,
      labelWeights: this.#multiLabel ? null : this.#settings.labelWeights,
    };
    if (this.#multiLabel) checkLabels(yPred);
    const state = this.#state ?? this.#build(yPred.shape.slice(1));
    const operands = { yTrue, yPred: this.#fromLogits ? sigmoid(yPred) : yPred, sampleWeight };
    const counted = confusionAt("AUC", settings, operands, conditions);
    for (const condition of conditions) this.accumulate(state[condition], counted[condition]);
  }

  protected override compute(): Tensor {
    return areaUnderCurve(stateOf("AUC", this.#state), this.#settings, this.#multiLabel);
  }

  #build(labels: readonly number[]): ConfusionState {
    this.#state = confusionState((name) => this.addVariable(name, [this.#thresholds.length, ...labels]));
    return this.#state;
  }
}

/** Thresholds with one below 0 and one above 1, so that the curve has its ends. */
function thresholdsOf(given: readonly number[] | null, count: number): readonly number[] {
  const [first, last] = [-epsilon, 1 + epsilon];
  if (given === null) return evenThresholds(wholeNumber("AUC", "numThresholds", count, 2), first, last);
  const inner = [...given].map((each) => finiteNumber("AUC", "thresholds", each)).sort((a, b) => a - b);
  return [first, ...inner, last];
}

function checkLabels({ shape }: Tensor): void {
  if (shape.length === 2) return;
  throw new ShapeError({
    where: "AUC",
    problem: "yPred has another rank",
    expected: "[batch, labels] with multiLabel",
    got: shape,
  });
}
