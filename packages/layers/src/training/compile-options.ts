import type { LossLike } from "../losses/get-loss.js";
import type { MetricLike } from "../metrics/get-metric.js";
import type { OptimizerLike } from "../optimizers/get-optimizer.js";

/** One thing for all outputs, or one for each: in a list, or by the outputs' names. */
export type ForOutputs<Item> = Item | readonly Item[] | { readonly [output: string]: Item };

/** How a model is trained: what `compile` takes. */
export interface CompileOptions {
  /** An optimizer, its name, or its serialized form. Default: "rmsprop". */
  readonly optimizer?: OptimizerLike;
  /** What is made small: a loss, its name or serialized form; null for an output that has none. Default: added losses alone. */
  readonly loss?: ForOutputs<LossLike | null> | null;
  /** Factors of the outputs' losses. Default: all 1. */
  readonly lossWeights?: ForOutputs<number> | null;
  /** What is measured besides: metrics, losses, their names or serialized forms. Sample weights do not count. */
  readonly metrics?: MetricsForOutputs | null;
  /** The same, with sample weights. */
  readonly weightedMetrics?: MetricsForOutputs | null;
  /** As the model's property of that name. Default: false. */
  readonly runEagerly?: boolean;
  /**
   * Whether each step looks for losses and gradients that are NaN or infinite: a `NotFiniteError` then names what first was
   * not finite, such as the output of "encoder/conv_2", and the weights are those before the batch. Slower, as it waits for all gradients. Default: false.
   */
  readonly checkNumbers?: boolean;
}

/** A list for the one output; lists in a list, or a record by names, for several. */
export type MetricsForOutputs =
  | readonly (MetricLike | readonly MetricLike[] | null)[]
  | { readonly [output: string]: MetricLike | readonly MetricLike[] | null };

export const compileOptionNames: readonly string[] = [
  "optimizer",
  "loss",
  "lossWeights",
  "metrics",
  "weightedMetrics",
  "runEagerly",
  "checkNumbers",
];
