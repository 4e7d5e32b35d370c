import { ShapeError } from "@sepconv/backend";
import {
  add,
  div,
  mean,
  mul,
  oneOf,
  ones,
  scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Variable,
  wholeNumber,
} from "@sepconv/core";
import type { Config } from "../config.js";
import { sameRank } from "../losses/same-rank.js";
import { checkSameShape, fitWeight } from "./fit-weight.js";
import { above, nonZero } from "./indicators.js";
import { Metric, type MetricOptions, stateOf } from "./metric.js";

const aggregations = {
  uniformAverage: "uniform_average",
  varianceWeightedAverage: "variance_weighted_average",
} as const;

type Aggregation = keyof typeof aggregations;

export interface R2ScoreOptions extends MetricOptions {
  /** "uniformAverage" (default) over the outputs, "varianceWeightedAverage", or null for one score each. */
  readonly classAggregation?: string | null;
  /** How many regressors the score is adjusted for. Default: 0, not adjusted. */
  readonly numRegressors?: number;
}

interface Sums {
  readonly squares: Variable;
  readonly sum: Variable;
  readonly residual: Variable;
  readonly count: Variable;
}

/**
 * The share of the truth's variance that the prediction explains: `1 − Σ w·(t − p)² / Σ w·(t − t̄)²` for each output; 0 where
 * the truth does not vary. Adjusted for r regressors and n values of the truth it is `1 − (1 − R²)·(n − 1)/(n − r − 1)`, as long as n > r + 1.
 *
 * @throws ArgumentError where an option is not valid. @throws ShapeError where the inputs have another rank than 2.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const score = new metrics.R2Score();
 * score.updateState(tensor([[1], [4], [3]]), tensor([[2], [4], [4]]));
 * score.result().dataSync(); // [0.5714285373687744]
 *
 * @see https://keras.io/api/metrics/regression_metrics/
 */
export class R2Score extends Metric {
  readonly #aggregation: Aggregation | null;
  readonly #regressors: number;
  readonly #samples: Variable;
  #sums: Sums | null = null;

  constructor(options: R2ScoreOptions = {}) {
    super("R2Score", options, { defaultName: "r2_score", options: ["classAggregation", "numRegressors"] });
    const { classAggregation = "uniformAverage", numRegressors = 0 } = options;
    this.#aggregation =
      classAggregation === null
        ? null
        : oneOf("R2Score", "classAggregation", classAggregation, Object.keys(aggregations) as Aggregation[]);
    this.#regressors = wholeNumber("R2Score", "numRegressors", numRegressors, 0);
    this.#samples = this.addVariable("num_samples", []);
  }

  override getConfig(): Config {
    const aggregation = this.#aggregation === null ? null : aggregations[this.#aggregation];
    return { ...super.getConfig(), class_aggregation: aggregation, num_regressors: this.#regressors };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null): void {
    const [t, p] = sameRank(yTrue, yPred);
    checkMatrices("R2Score", t, p);
    const state = this.#state(t.shape[1] ?? 1);
    const weight = sampleWeight ? fitWeight("R2Score", sampleWeight, t.shape) : ones(t.shape, t.dtype);
    const weighted = mul(t, weight);
    const overSamples = { axis: 0 };
    this.accumulate(state.sum, sum(weighted, overSamples));
    this.accumulate(state.squares, sum(mul(t, weighted), overSamples));
    this.accumulate(state.residual, sum(mul(square(sub(t, p)), weight), overSamples));
    this.accumulate(state.count, sum(weight, overSamples));
    // As Keras 3.15, which counts the values of all outputs; 3.16 counts samples.
    this.accumulate(this.#samples, scalar(t.size, t.dtype));
  }

  protected override compute(): Tensor {
    const { squares, sum: total, residual, count } = stateOf("R2Score", this.#sums);
    const variation = sub(squares, mul(total, div(total, count)));
    const varies = nonZero(variation);
    // Where nothing varies: 1 − 1 = 0.
    const unexplained = div(add(mul(residual, varies), sub(1, varies)), add(variation, sub(1, varies)));
    return this.#adjusted(this.#aggregated(sub(1, unexplained), variation));
  }

  #aggregated(scores: Tensor, variation: Tensor): Tensor {
    if (this.#aggregation === null) return scores;
    if (this.#aggregation === "uniformAverage") return mean(scores);
    return div(sum(mul(variation, scores)), sum(variation));
  }

  #adjusted(score: Tensor): Tensor {
    if (this.#regressors === 0) return score;
    const rest = sub(sub(this.#samples, this.#regressors), 1);
    const enough = above(rest, 0);
    const factor = div(sub(this.#samples, 1), add(mul(rest, enough), sub(1, enough)));
    const adjusted = sub(1, mul(sub(1, score), factor));
    return add(mul(enough, adjusted), mul(sub(1, enough), score));
  }

  #state(outputs: number): Sums {
    const add = (name: string): Variable => this.addVariable(name, [outputs]);
    this.#sums ??= { squares: add("squared_sum"), sum: add("sum"), residual: add("residual"), count: add("count") };
    return this.#sums;
  }
}

/** @throws ShapeError where truth and prediction are not both [batch, outputs]. */
export function checkMatrices(where: string, yTrue: Tensor, yPred: Tensor): void {
  for (const { shape } of [yPred, yTrue]) {
    if (shape.length === 2) continue;
    throw new ShapeError({ where, problem: "an input has another rank", expected: "[batch, outputs]", got: shape });
  }
  checkSameShape(where, yTrue, yPred);
}
