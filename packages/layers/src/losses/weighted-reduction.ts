import { ShapeError } from "@sepconv/backend";
import { cast, div, mul, scalar, sum, type Tensor } from "@sepconv/core";
import { divideOrZero } from "./arithmetic.js";
import { sameRank } from "./same-rank.js";

/** Reductions, and how Keras writes each. */
export const reductions = {
  sumOverBatchSize: "sum_over_batch_size",
  mean: "mean",
  meanWithSampleWeight: "mean_with_sample_weight",
  sum: "sum",
  none: "none",
} as const;

export type Reduction = keyof typeof reductions;

export interface Weighting {
  readonly reduction: Reduction;
  readonly sampleWeight: Tensor | null;
  /** Which values count; all of them must say so. */
  readonly masks: readonly Tensor[];
}

/**
 * Values times weights, reduced. With a mask the mean is over the values that count.
 *
 * @throws ShapeError where the weights do not fit the values.
 */
export function reduceWeighted(where: string, values: Tensor, { reduction, sampleWeight, masks }: Weighting): Tensor {
  const weights = weightsOf(values, reduction, sampleWeight, masks);
  const weighted = weights ? mul(...fitting(where, values, weights)) : values;
  if (reduction === "none" || weighted.shape.length === 0) return weighted;
  const total = sum(weighted);
  if (reduction === "sum") return total;
  if (reduction === "meanWithSampleWeight" && weights) return divideOrZero(total, sum(weights));
  return weighted.size === 0 ? scalar(0, total.dtype) : div(total, weighted.size);
}

function weightsOf(
  values: Tensor,
  reduction: Reduction,
  sampleWeight: Tensor | null,
  masks: readonly Tensor[],
): Tensor | undefined {
  const weight = sampleWeight ? cast(sampleWeight, values.dtype) : undefined;
  const [first, ...others] = masks.map((mask) => cast(mask, values.dtype));
  if (first === undefined) return weight;
  let mask = others.reduce((product, other) => mul(product, other), first);
  // The values that count weigh more, so that a division by all of them gives their mean.
  if (reduction === "mean" || reduction === "sumOverBatchSize") mask = mul(mask, divideOrZero(mask.size, sum(mask)));
  return weight ? mul(...sameRank(mask, weight)) : mask;
}

function fitting(where: string, values: Tensor, weights: Tensor): [values: Tensor, weights: Tensor] {
  const [a, b] = sameRank(values, weights);
  const fits = b.shape.every((extent, axis) => {
    const other = a.shape[axis - b.shape.length + a.shape.length];
    return extent === 1 || extent === other || other === 1;
  });
  if (fits || a.shape.length === 0) return [a, b];
  throw new ShapeError({
    where,
    problem: "sampleWeight does not fit the values of the loss",
    expected: `[${values.shape.join(", ")}] or a shape that stretches to it`,
    got: weights.shape,
  });
}
