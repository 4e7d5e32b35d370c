import { add, div, mul, type ReduceOptions, sub, sum, type Tensor } from "@sepconv/core";
import { epsilon } from "./arithmetic.js";

type Axes = ReduceOptions["axis"];

/** 1 − 2·Σ t·p / (Σ t + Σ p + 10⁻⁷). @see https://arxiv.org/abs/1606.04797 */
export function diceOf(yTrue: Tensor, yPred: Tensor, axis: Axes): Tensor {
  const over = { axis: axis ?? null };
  const shared = mul(sum(mul(yTrue, yPred), over), 2);
  return sub(1, div(shared, add(add(sum(yTrue, over), sum(yPred, over)), epsilon)));
}

/**
 * 1 − Σ t·p / (Σ t·p + alpha·Σ t·(1 − p) + beta·Σ (1 − t)·p + 10⁻⁷). Keras calls its arguments the other way round than the
 * paper: alpha weighs what is missed. @see https://arxiv.org/abs/1706.05721
 */
export function tverskyOf(yTrue: Tensor, yPred: Tensor, alpha: number, beta: number, axis: Axes): Tensor {
  const over = { axis: axis ?? null };
  const shared = sum(mul(yTrue, yPred), over);
  const missed = mul(sum(mul(yTrue, sub(1, yPred)), over), alpha);
  const wronglyFound = mul(sum(mul(sub(1, yTrue), yPred), over), beta);
  return sub(1, div(shared, add(add(add(shared, missed), wronglyFound), epsilon)));
}
