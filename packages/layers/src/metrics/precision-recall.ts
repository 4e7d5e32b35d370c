import { add, type Tensor, type Variable, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import { divideOrZero } from "../losses/arithmetic.js";
import { onePerThreshold, type ThresholdsOptions } from "./condition-counts.js";
import { type ConfusionSettings, classIdOf, confusionAt, leastPrediction, thresholdsOf } from "./confusion.js";
import { Metric } from "./metric.js";

export interface PrecisionOptions extends ThresholdsOptions {
  /** How many of the largest predictions of a row can be positive. Default: null, all; else there is no threshold but a given one. */
  readonly topK?: number | null;
  /** The class that counts alone. Default: null, all. */
  readonly classId?: number | null;
}

type Wrong = "falsePositives" | "falseNegatives";

const names = { falsePositives: "false_positives", falseNegatives: "false_negatives" } as const;

/** `true positives / (true positives + what is wrong)` */
abstract class ShareOfTrue extends Metric {
  readonly #given: number | readonly number[] | null;
  readonly #settings: ConfusionSettings & { readonly topK: number | null; readonly classId: number | null };
  readonly #wrong: Wrong;
  readonly #right: Variable;
  readonly #others: Variable;

  constructor(className: string, options: PrecisionOptions, wrong: Wrong) {
    super(className, options, { options: ["thresholds", "topK", "classId"] });
    const { thresholds = null, topK = null, classId = null } = options;
    this.#given = thresholds;
    this.#settings = {
      topK: topK === null ? null : wholeNumber(className, "topK", topK),
      classId: classIdOf(className, classId),
      thresholds: thresholdsOf(className, thresholds, topK === null ? 0.5 : leastPrediction),
    };
    this.#wrong = wrong;
    const shape = [this.#settings.thresholds.length];
    this.#right = this.addVariable("true_positives", shape);
    this.#others = this.addVariable(names[wrong], shape);
  }

  override getConfig(): Config {
    const { topK, classId } = this.#settings;
    return { ...super.getConfig(), thresholds: this.#given, top_k: topK, class_id: classId };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const wrong = this.#wrong;
    const operands = { yTrue, yPred, sampleWeight };
    const counted = confusionAt(this.className, this.#settings, operands, ["truePositives", wrong]);
    this.accumulate(this.#right, counted.truePositives);
    this.accumulate(this.#others, counted[wrong]);
  }

  protected override compute(): Tensor {
    return onePerThreshold(divideOrZero(this.#right, add(this.#right, this.#others)));
  }
}

/**
 * The share of positive predictions that are right: `tp / (tp + fp)`, 0 without any.
 *
 * @throws ArgumentError where an option is not valid. @throws ShapeError where the shapes do not fit.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const precision = new metrics.Precision();
 * precision.updateState(tensor([0, 1, 1, 1]), tensor([1, 0, 1, 1]));
 * precision.result().dataSync(); // [0.6666666865348816]
 *
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export class Precision extends ShareOfTrue {
  constructor(options: PrecisionOptions = {}) {
    super("Precision", options, "falsePositives");
  }
}

/** The share of positive labels that are found: `tp / (tp + fn)`, 0 without any. @throws ArgumentError where an option is not valid. */
export class Recall extends ShareOfTrue {
  constructor(options: PrecisionOptions = {}) {
    super("Recall", options, "falseNegatives");
  }
}
