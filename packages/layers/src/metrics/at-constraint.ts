import { max, mul, numberBetween, sub, type Tensor, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import { classIdOf, confusionAt } from "./confusion.js";
import {
  type Confusion,
  type ConfusionState,
  conditions,
  confusionState,
  evenThresholds,
  precisionOf,
  recallOf,
  specificityOf,
} from "./confusion-state.js";
import { above } from "./indicators.js";
import { Metric, type MetricOptions } from "./metric.js";

export interface AtConstraintOptions extends MetricOptions {
  /** How many thresholds are tried. Default: 200. */
  readonly numThresholds?: number;
  /** The class that counts alone. Default: null, all. */
  readonly classId?: number | null;
}

/** What a rate is called, and how it comes from the counts. */
interface Constraint {
  readonly name: string;
  readonly value: number;
  readonly constrained: (counts: Confusion) => Tensor;
  readonly wanted: (counts: Confusion) => Tensor;
}

/** The best of one rate over all thresholds at which another has at least a given value; 0 where none has. */
abstract class AtConstraint extends Metric {
  readonly #constraint: Constraint;
  readonly #count: number;
  readonly #classId: number | null;
  readonly #thresholds: readonly number[];
  readonly #state: ConfusionState;

  constructor(className: string, options: AtConstraintOptions, constraint: Constraint) {
    super(className, options, { options: [constraint.name, "numThresholds", "classId"] });
    numberBetween(className, constraint.name, constraint.value, 0, 1);
    this.#constraint = constraint;
    this.#count = wholeNumber(className, "numThresholds", options.numThresholds ?? 200);
    this.#classId = classIdOf(className, options.classId ?? null);
    this.#thresholds = this.#count === 1 ? [0.5] : evenThresholds(this.#count);
    this.#state = confusionState((name) => this.addVariable(name, [this.#count]));
  }

  override getConfig(): Config {
    const { name, value } = this.#constraint;
    return { ...super.getConfig(), class_id: this.#classId, num_thresholds: this.#count, [name]: value };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const settings = { thresholds: this.#thresholds, even: this.#count > 1, classId: this.#classId };
    const counted = confusionAt(this.className, settings, { yTrue, yPred, sampleWeight }, conditions);
    for (const condition of conditions) this.accumulate(this.#state[condition], counted[condition]);
  }

  protected override compute(): Tensor {
    const { value, constrained, wanted } = this.#constraint;
    const misses = above(value, constrained(this.#state));
    return max(mul(wanted(this.#state), sub(1, misses)));
  }
}

export interface SensitivityAtSpecificityOptions extends AtConstraintOptions {
  /** The specificity that is needed, from 0 to 1. */
  readonly specificity: number;
}

/**
 * The largest sensitivity, `tp / (tp + fn)`, at a specificity, `tn / (tn + fp)`, of at least the given one.
 *
 * @throws ArgumentError where an option is not valid.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const sensitivity = new metrics.SensitivityAtSpecificity({ specificity: 0.5 });
 * sensitivity.updateState(tensor([0, 0, 0, 1, 1]), tensor([0, 0.3, 0.8, 0.3, 0.8]));
 * sensitivity.result().dataSync(); // [0.5]
 *
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export class SensitivityAtSpecificity extends AtConstraint {
  constructor(options: SensitivityAtSpecificityOptions) {
    const value = options?.specificity;
    super("SensitivityAtSpecificity", options, {
      name: "specificity",
      value,
      constrained: specificityOf,
      wanted: recallOf,
    });
  }
}

export interface SpecificityAtSensitivityOptions extends AtConstraintOptions {
  /** The sensitivity that is needed, from 0 to 1. */
  readonly sensitivity: number;
}

/** The largest specificity at a sensitivity of at least the given one. @throws ArgumentError where an option is not valid. */
export class SpecificityAtSensitivity extends AtConstraint {
  constructor(options: SpecificityAtSensitivityOptions) {
    const value = options?.sensitivity;
    super("SpecificityAtSensitivity", options, {
      name: "sensitivity",
      value,
      constrained: recallOf,
      wanted: specificityOf,
    });
  }
}

export interface PrecisionAtRecallOptions extends AtConstraintOptions {
  /** The recall that is needed, from 0 to 1. */
  readonly recall: number;
}

/** The largest precision, `tp / (tp + fp)`, at a recall of at least the given one. @throws ArgumentError where an option is not valid. */
export class PrecisionAtRecall extends AtConstraint {
  constructor(options: PrecisionAtRecallOptions) {
    const value = options?.recall;
    super("PrecisionAtRecall", options, { name: "recall", value, constrained: recallOf, wanted: precisionOf });
  }
}

export interface RecallAtPrecisionOptions extends AtConstraintOptions {
  /** The precision that is needed, from 0 to 1. */
  readonly precision: number;
}

/** The largest recall at a precision of at least the given one. @throws ArgumentError where an option is not valid. */
export class RecallAtPrecision extends AtConstraint {
  constructor(options: RecallAtPrecisionOptions) {
    const value = options?.precision;
    super("RecallAtPrecision", options, { name: "precision", value, constrained: precisionOf, wanted: recallOf });
  }
}
