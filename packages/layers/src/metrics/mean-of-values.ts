import { mul, reshape, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import { getLoss, type LossLike, serializeLoss } from "../losses/get-loss.js";
import type { Loss, LossValues } from "../losses/loss.js";
import { sameRank } from "../losses/same-rank.js";
import { RunningMean } from "./mean.js";
import type { MetricOptions } from "./metric.js";

/** A value for each sample, or for each of its steps. */
export type ValuesOf = (yTrue: Tensor, yPred: Tensor) => Tensor | LossValues;

/** What the class of a mean adds to it. */
export interface MeanTraits {
  readonly defaultName?: string;
  readonly values: ValuesOf;
  /** Its own options, by their names here, and as Keras writes them. */
  readonly options?: readonly string[];
  readonly config?: Config;
}

/** The mean of values that a function computes from truth and prediction. */
export abstract class MeanOfValues extends RunningMean {
  readonly #values: ValuesOf;
  readonly #config: Config;

  constructor(className: string, options: MetricOptions, traits: MeanTraits) {
    const { defaultName, values, config = {}, options: own = [] } = traits;
    super(className, options, { ...(defaultName !== undefined && { defaultName }), options: own });
    this.#values = values;
    this.#config = config;
  }

  override getConfig(): Config {
    return { ...super.getConfig(), ...this.#config };
  }

  protected override update(yTrue: Tensor, yPred: Tensor, sampleWeight: Tensor | null, mask: Tensor | null): void {
    const computed = this.#values(...sameRank(yTrue, yPred));
    const { values, mask: own } = "values" in computed ? computed : { values: computed, mask: undefined };
    const weight = masked(sampleWeight, mask);
    // As in Keras, values that do not count by themselves are zeros of the mean where nothing else weighs them.
    this.addValues(values, weight && own ? masked(weight, own) : weight);
  }
}

export interface MeanMetricWrapperOptions extends MetricOptions {
  /** A function of truth and prediction that gives one value for each sample, or a loss, by its name or serialized form as well. */
  readonly fn: LossLike;
}

/**
 * The mean of what a function or a loss gives for each sample.
 *
 * @throws ArgumentError where fn is none, or unknown.
 * @example
 * import { max, sub, type Tensor, tensor } from "@sepconv/core";
 * import { metrics } from "@sepconv/layers";
 * const largest = metrics.get((yTrue: Tensor, yPred: Tensor) => max(sub(yPred, yTrue), { axis: -1 }));
 * largest.updateState(tensor([[0, 0], [0, 0]]), tensor([[1, 2], [3, 4]]));
 * largest.result().dataSync(); // [3]
 */
export class MeanMetricWrapper extends MeanOfValues {
  readonly #fn: Loss;

  constructor(options: MeanMetricWrapperOptions) {
    const fn = getLoss("MeanMetricWrapper", options?.fn);
    super("MeanMetricWrapper", options, { values: (yTrue, yPred) => fn(yTrue, yPred), options: ["fn"] });
    this.#fn = fn;
  }

  override getConfig(): Config {
    return { ...super.getConfig(), fn: serializeLoss(this.#fn) };
  }
}

/** Weights times the mask; weights for samples hold for all of their steps. */
function masked(weight: Tensor | null, mask: Tensor | null): Tensor | null {
  if (weight === null || mask === null) return weight ?? mask;
  const [a, b] = sameRank(mask, weight);
  const missing = a.shape.length - b.shape.length;
  return mul(a, missing > 0 ? reshape(b, [...b.shape, ...new Array<number>(missing).fill(1)]) : b);
}
