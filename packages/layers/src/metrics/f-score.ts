import {
  abs,
  add,
  div,
  finiteNumber,
  max,
  mean,
  mul,
  numberBetween,
  oneOf,
  sub,
  sum,
  type Tensor,
  type Variable,
} from "@sepconv/core";
import type { Config } from "../config.js";
import { epsilon } from "../losses/arithmetic.js";
import { fitWeight } from "./fit-weight.js";
import { above } from "./indicators.js";
import { Metric, type MetricOptions, stateOf } from "./metric.js";
import { checkMatrices } from "./r2-score.js";

export interface F1ScoreOptions extends MetricOptions {
  /** "micro" counts all classes together, "macro" is the mean over classes, "weighted" by how often each occurs; null (default) is one each. */
  readonly average?: string | null;
  /** Predictions above it, from 0 to 1, are positive. Default: null, the largest of each row. */
  readonly threshold?: number | null;
}

export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision. Default: 1. */
  readonly beta?: number;
}

const averages = ["micro", "macro", "weighted"] as const;

type Average = (typeof averages)[number];

interface Counts {
  readonly right: Variable;
  readonly wronglyFound: Variable;
  readonly missed: Variable;
  readonly labels: Variable;
}

/** (1 + β²)·precision·recall / (β²·precision + recall) */
abstract class FScore extends Metric {
  readonly #average: Average | null;
  readonly #threshold: number | null;
  readonly #beta: number;
  #counts: Counts | null = null;

  constructor(className: string, options: FBetaScoreOptions, defaultName: string, own: readonly string[]) {
    super(className, options, { defaultName, options: ["average", "threshold", ...own] });
    const { average = null, threshold = null, beta = 1 } = options;
    this.#average = average === null ? null : oneOf(className, "average", average, averages);
    this.#threshold = threshold === null ? null : numberBetween(className, "threshold", threshold, Number.MIN_VALUE, 1);
    this.#beta = finiteNumber(className, "beta", beta, Number.MIN_VALUE);
  }

  override getConfig(): Config {
    return { ...super.getConfig(), average: this.#average, beta: this.#beta, threshold: this.#threshold };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    checkMatrices(this.className, yTrue, yPred);
    const counts = this.#state(this.#average === "micro" ? [] : yPred.shape.slice(1));
    const found = positives(yPred, this.#threshold);
    const weight = sampleWeight && fitWeight(this.className, sampleWeight, yTrue.shape);
    const axis = this.#average === "micro" ? null : 0;
    const total = (x: Tensor): Tensor => sum(weight ? mul(x, weight) : x, { axis });
    this.accumulate(counts.right, total(mul(found, yTrue)));
    this.accumulate(counts.wronglyFound, total(mul(found, sub(1, yTrue))));
    this.accumulate(counts.missed, total(mul(sub(1, found), yTrue)));
    this.accumulate(counts.labels, total(yTrue));
  }

  protected override compute(): Tensor {
    const { right, wronglyFound, missed, labels } = stateOf(this.className, this.#counts);
    const precision = div(right, add(add(right, wronglyFound), epsilon));
    const recall = div(right, add(add(right, missed), epsilon));
    const square = this.#beta ** 2;
    const both = div(mul(precision, recall), add(add(mul(precision, square), recall), epsilon));
    const score = mul(both, 1 + square);
    if (this.#average === null) return score;
    return this.#average === "weighted" ? sum(mul(score, div(labels, add(sum(labels), epsilon)))) : mean(score);
  }

  #state(shape: readonly number[]): Counts {
    const add = (name: string): Variable => this.addVariable(name, shape);
    this.#counts ??= {
      right: add("true_positives"),
      wronglyFound: add("false_positives"),
      missed: add("false_negatives"),
      labels: add("intermediate_weights"),
    };
    return this.#counts;
  }
}

/** 1 where a prediction is above the threshold; without one where it is the largest of its row and not 0 */
function positives(yPred: Tensor, threshold: number | null): Tensor {
  if (threshold !== null) return above(yPred, threshold);
  const below = above(max(yPred, { axis: -1, keepDims: true }), yPred);
  return mul(sub(1, below), above(abs(yPred), 1e-9));
}

/**
 * `(1 + β²)·precision·recall / (β²·precision + recall)` of each class, of labels such as one-hot rows.
 *
 * @throws ArgumentError where an option is not valid. @throws ShapeError where inputs are not [batch, classes].
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const score = new metrics.FBetaScore({ beta: 2, threshold: 0.5 });
 * score.updateState(tensor([[1, 1, 1], [1, 0, 0], [1, 1, 0]]), tensor([[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0]]));
 * score.result().dataSync(); // [0.38461530208587646, 0.9090908169746399, 0.8333332538604736]
 *
 * @see https://keras.io/api/metrics/classification_metrics/
 */
export class FBetaScore extends FScore {
  constructor(options: FBetaScoreOptions = {}) {
    super("FBetaScore", options, "fbeta_score", ["beta"]);
  }
}

/** `2·precision·recall / (precision + recall)` of each class. @throws ArgumentError where an option is not valid. */
export class F1Score extends FScore {
  constructor(options: F1ScoreOptions = {}) {
    super("F1Score", options, "f1_score", []);
  }

  override getConfig(): Config {
    const { beta: _, ...config } = super.getConfig();
    return config;
  }
}
