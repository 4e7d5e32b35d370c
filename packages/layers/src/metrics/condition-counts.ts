import { reshape, type Tensor, type Variable } from "@sepconv/core";
import type { Config } from "../config.js";
import { type Condition, confusionAt, thresholdsOf } from "./confusion.js";
import { Metric, type MetricOptions } from "./metric.js";

export interface ThresholdsOptions extends MetricOptions {
  /** A number from 0 to 1, above which a prediction is positive, or several: one result each. Default: 0.5. */
  readonly thresholds?: number | readonly number[] | null;
}

/** The weight of the predictions that are one thing to their labels. */
export abstract class ConditionCount extends Metric {
  readonly #condition: Condition;
  readonly #given: number | readonly number[] | null;
  readonly #thresholds: readonly number[];
  readonly #accumulator: Variable;

  constructor(className: string, options: ThresholdsOptions, condition: Condition) {
    super(className, options, { options: ["thresholds"] });
    this.#condition = condition;
    this.#given = options.thresholds ?? null;
    this.#thresholds = thresholdsOf(className, this.#given, 0.5);
    this.#accumulator = this.addVariable("accumulator", [this.#thresholds.length]);
  }

  override getConfig(): Config {
    return { ...super.getConfig(), thresholds: this.#given };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const { className } = this;
    const condition = this.#condition;
    const settings = { thresholds: this.#thresholds };
    const counted = confusionAt(className, settings, { yTrue, yPred, sampleWeight }, [condition]);
    this.accumulate(this.#accumulator, counted[condition]);
  }

  protected override compute(): Tensor {
    return onePerThreshold(this.#accumulator);
  }
}

/** One number, or one for each of several thresholds. */
export function onePerThreshold(x: Tensor): Tensor {
  return reshape(x, x.size === 1 ? [] : x.shape);
}

/**
 * `Σ w` of predictions above the threshold whose label is 1
 *
 * @throws ArgumentError where a threshold is no number from 0 to 1.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const found = new metrics.TruePositives({ thresholds: [0.25, 0.75] });
 * found.updateState(tensor([0, 1, 1, 1]), tensor([1, 0, 0.5, 1]));
 * found.result().dataSync(); // [2, 1]
 *
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export class TruePositives extends ConditionCount {
  constructor(options: ThresholdsOptions = {}) {
    super("TruePositives", options, "truePositives");
  }
}

/** `Σ w` of predictions not above the threshold whose label is 0. @throws ArgumentError where a threshold is not valid. */
export class TrueNegatives extends ConditionCount {
  constructor(options: ThresholdsOptions = {}) {
    super("TrueNegatives", options, "trueNegatives");
  }
}

/** `Σ w` of predictions above the threshold whose label is 0. @throws ArgumentError where a threshold is not valid. */
export class FalsePositives extends ConditionCount {
  constructor(options: ThresholdsOptions = {}) {
    super("FalsePositives", options, "falsePositives");
  }
}

/** `Σ w` of predictions not above the threshold whose label is 1. @throws ArgumentError where a threshold is not valid. */
export class FalseNegatives extends ConditionCount {
  constructor(options: ThresholdsOptions = {}) {
    super("FalseNegatives", options, "falseNegatives");
  }
}
