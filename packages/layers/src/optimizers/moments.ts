import { add, finiteNumber, mul, numberBetween, square, sub, type Tensor, type Variable } from "@sepconv/core";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { Rounding } from "./rounding.js";

/** What Adam and its kin take. */
export interface MomentsOptions extends OptimizerOptions {
  /** The share of old gradients in their average. Default: 0.9. */
  readonly beta1?: number;
  /** The share of old squares in the average of squared gradients. Default: 0.999. */
  readonly beta2?: number;
  /** Added to what is divided by. Default: 1e-7. */
  readonly epsilon?: number;
}

export const momentsNames: readonly string[] = ["beta1", "beta2", "epsilon"];

export interface Moments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** The options with defaults. @throws ArgumentError for a beta beyond 0 and 1, and for an epsilon below 0. */
export function momentsOf(where: string, options: MomentsOptions, defaults: Partial<Moments> = {}): Moments {
  return {
    beta1: numberBetween(where, "beta1", options.beta1 ?? 0.9, 0, 1),
    beta2: numberBetween(where, "beta2", options.beta2 ?? defaults.beta2 ?? 0.999, 0, 1),
    epsilon: finiteNumber(where, "epsilon", options.epsilon ?? defaults.epsilon ?? 1e-7, 0),
  };
}

/** The same as Keras writes them. */
export function momentsConfig({ beta1, beta2, epsilon }: Moments): { beta_1: number; beta_2: number; epsilon: number } {
  return { beta_1: beta1, beta_2: beta2, epsilon };
}

/** `average ← average + (1 − beta) · (value − average)` */
export function moveTowards(average: Variable, value: Tensor, beta: number): void {
  average.assign(add(average, mul(sub(value, average), 1 - beta)));
}

/** `m ← m + (1 − beta1) · (g − m)`, `v ← v + (1 − beta2) · (g² − v)` */
export function moveMoments(m: Variable, v: Variable, gradient: Tensor, { beta1, beta2 }: Moments): void {
  moveTowards(m, gradient, beta1);
  moveTowards(v, square(gradient), beta2);
}

/** `1 − betaᵗ`: what an average that began with 0 is short of in step t. */
export function shortfall(beta: number, step: number, round: Rounding): number {
  return round(1 - round(round(beta) ** step));
}

/** The numbers of `adam` and `amsgrad`. The rate is corrected: times `√(1 − beta2ᵗ) / (1 − beta1ᵗ)`. */
export function adamNumbers(rate: number, { beta1, beta2, epsilon }: Moments, step: number, round: Rounding): number[] {
  const corrected = round(round(rate * Math.sqrt(shortfall(beta2, step, round))) / shortfall(beta1, step, round));
  return [corrected, 1 - beta1, 1 - beta2, epsilon];
}
