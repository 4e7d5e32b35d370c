import { cast, mean, mul, scalar, sum, type Tensor, type Variable } from "@sepconv/core";
import { divideOrZero } from "../losses/arithmetic.js";
import { sameRank } from "../losses/same-rank.js";
import { fitWeight } from "./fit-weight.js";
import { Metric, type MetricOptions, type MetricTraits } from "./metric.js";

/** A metric that is the weighted mean of values, one for each sample: `Σ w·v / Σ w`, and 0 before the first. */
export abstract class RunningMean extends Metric {
  readonly #total: Variable;
  readonly #count: Variable;

  constructor(className: string, options: MetricOptions, traits: MetricTraits) {
    super(className, options, traits);
    this.#total = this.addVariable("total", []);
    this.#count = this.addVariable("count", []);
  }

  /** Adds values of any rank; each sample counts with the mean of its own. */
  protected addValues(values: Tensor, sampleWeight: Tensor | null): void {
    const { samples, weight } = perSample(this.className, values, sampleWeight, mean);
    this.accumulate(this.#total, sum(samples));
    this.accumulate(this.#count, weight ? sum(weight) : scalar(samples.shape[0] ?? 1, samples.dtype));
  }

  protected override compute(): Tensor {
    return divideOrZero(this.#total, this.#count);
  }
}

/**
 * The mean of numbers, such as losses: `Σ w·v / Σ w`.
 *
 * @example
 * import { tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const mean = new metrics.Mean();
 * mean.updateState(tensor([1, 3]));
 * mean.updateState(tensor([8]));
 * mean.result().dataSync(); // [4]
 *
 * @see https://keras.io/api/metrics/reduction_metrics/
 */
export class Mean extends RunningMean {
  constructor(options: MetricOptions = {}) {
    super("Mean", options, { defaultName: "mean" });
  }

  /** Counts numbers of any shape, with one weight for each or for each sample. */
  override updateState(values: Tensor, sampleWeight?: Tensor | null): void {
    this.checkOperands({ values, ...(sampleWeight && { sampleWeight }) });
    this.within([values], () => {
      this.update(cast(values, this.elements), sampleWeight ? cast(sampleWeight, this.elements) : null);
    });
  }

  protected override update(values: Tensor, sampleWeight: Tensor | null): void {
    this.addValues(values, sampleWeight);
  }
}

/** The sum of numbers: `Σ w·v`. */
export class Sum extends Metric {
  readonly #total: Variable;

  constructor(options: MetricOptions = {}) {
    super("Sum", options, { defaultName: "sum" });
    this.#total = this.addVariable("total", []);
  }

  /** Counts numbers of any shape, with one weight for each or for each sample. */
  override updateState(values: Tensor, sampleWeight?: Tensor | null): void {
    this.checkOperands({ values, ...(sampleWeight && { sampleWeight }) });
    this.within([values], () => {
      this.update(cast(values, this.elements), sampleWeight ? cast(sampleWeight, this.elements) : null);
    });
  }

  protected override update(values: Tensor, sampleWeight: Tensor | null): void {
    this.accumulate(this.#total, sum(perSample(this.className, values, sampleWeight, sum).samples));
  }

  protected override compute(): Tensor {
    return mul(this.#total, 1);
  }
}

type Reduce = typeof sum;

/** One weighted value for each sample, and its weight: axes that the weights do not have are reduced before, the others after. */
function perSample(
  where: string,
  given: Tensor,
  sampleWeight: Tensor | null,
  reduce: Reduce,
): { samples: Tensor; weight: Tensor | null } {
  if (sampleWeight === null) return { samples: reduced(given, 1, reduce), weight: null };
  const [values, weight] = sameRank(given, sampleWeight);
  const rank = weight.shape.length;
  const kept = reduced(values, rank, reduce);
  const stretched = fitWeight(where, weight, kept.shape);
  return { samples: reduced(mul(kept, stretched), 1, reduce), weight: reduced(stretched, 1, reduce) };
}

/** The axes from `first` on reduced. */
function reduced(x: Tensor, first: number, reduce: Reduce): Tensor {
  const axis = x.shape.map((_, index) => index).slice(first);
  return axis.length === 0 ? x : reduce(x, { axis });
}
