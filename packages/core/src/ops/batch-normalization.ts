import { batchNormalizationSpec, elementCount, ShapeError } from "@sepconv/backend";
import { checkFits } from "../arguments/check-fits.js";
import { checkOptions } from "../arguments/check-options.js";
import { checkTensor } from "../arguments/check-tensor.js";
import { numberBetween } from "../arguments/number-between.js";
import { execute } from "../engine/execute.js";
import { tidy } from "../tensor/scope.js";
import type { Tensor } from "../tensor/tensor.js";
import { batchNormalizationDefinition } from "./batch-normalization.definition.js";
import { reshapeTo } from "./reshape.js";

/** What `batchNormalization` takes besides x. */
export interface BatchNormalizationOperands {
  /** What multiplies each channel, `[channels]`. Default: null, for 1. */
  readonly gamma?: Tensor | null;
  /** What is added to each channel, `[channels]`. Default: null, for 0. */
  readonly beta?: Tensor | null;
  /** Added to the variance. Default: 0.001. */
  readonly epsilon?: number;
}

/** What `batchNormalization` computes. */
export interface NormalizedBatch {
  /** Of the shape of x. */
  readonly y: Tensor;
  /** `[channels]` */
  readonly mean: Tensor;
  /** `[channels]`: the mean square distance from the mean. */
  readonly variance: Tensor;
}

/**
 * Normalizes each channel, the last axis, by its own mean and variance over all other axes:
 * `y = gamma · (x − mean) / √(variance + epsilon) + beta`.
 *
 * @param x `[…, channels]`
 * @throws ShapeError where shapes do not fit. @throws ArgumentError for options.
 * @see https://www.tensorflow.org/api_docs/python/tf/nn/batch_normalization
 * @example
 * const { y, mean, variance } = batchNormalization(tensor([[1, 10], [3, 10]]), { epsilon: 0.25 });
 * mean.dataSync(); // [2, 10]
 * variance.dataSync(); // [1, 0]
 * y.dataSync(); // [-0.8944272, 0, 0.8944272, 0]
 */
export function batchNormalization(x: Tensor, options: BatchNormalizationOperands = {}): NormalizedBatch {
  const where = "batchNormalization";
  checkTensor(where, "x", x);
  checkOptions(where, options, ["gamma", "beta", "epsilon"]);
  const channels = x.shape.at(-1);
  if (channels === undefined) {
    throw new ShapeError({ where, problem: "x is a scalar", expected: "rank 1 or more", got: x.shape });
  }
  const { gamma, beta } = options;
  if (gamma) checkFits(where, "gamma", gamma, [channels]);
  if (beta) checkFits(where, "beta", beta, [channels]);
  const epsilon = numberBetween(where, "epsilon", options.epsilon ?? 0.001, 0, 1);
  return tidy(() => {
    const rows = [elementCount(x.shape.slice(0, -1)), channels];
    const call = {
      spec: batchNormalizationSpec,
      attrs: {},
      dynamic: { epsilon },
      inputs: { x: reshapeTo(x, rows), ...(gamma && { gamma }), ...(beta && { beta }) },
      outputShapes: { y: rows, mean: [channels], variance: [channels] },
    };
    const { y, mean, variance } = execute(call, batchNormalizationDefinition);
    return { y: reshapeTo(y, x.shape), mean, variance };
  });
}
