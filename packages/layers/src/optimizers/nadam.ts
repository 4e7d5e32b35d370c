import { optimizerUpdate, type Variable } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { numberIn } from "./learning-rate.js";
import { type Moments, type MomentsOptions, momentsConfig, momentsNames, momentsOf, shortfall } from "./moments.js";
import { Optimizer } from "./optimizer.js";
import { type Rounding, roundingOf } from "./rounding.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/**
 * Adam with Nesterov's momentum. In step t, from 1, with `uₜ = beta1 · (1 − 0.96ᵗ/2)` and `pₜ = u₁ · … · uₜ`:
 *
 *     m ← m + (1 − beta1) · (g − m)
 *     v ← v + (1 − beta2) · (g² − v)
 *     n = uₜ₊₁ · m / (1 − pₜ·uₜ₊₁) + (1 − uₜ) · g / (1 − pₜ)
 *     w ← w − rate · n / (√(v / (1 − beta2ᵗ)) + epsilon)
 *
 * The learning rate's default is 0.001.
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1.
 * @see https://keras.io/api/optimizers/Nadam/
 * @see Dozat, 2015: https://cs229.stanford.edu/proj2015/054_report.pdf
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1]);
 * new optimizers.Nadam({ learningRate: 0.25, beta1: 0 }).apply([tensor([3])], [w]);
 * w.dataSync(); // [0.75]
 */
export class Nadam extends Optimizer {
  readonly moments: Moments;
  /** pₜ */
  #product: Variable | null = null;

  constructor(options: MomentsOptions = {}) {
    super("Nadam", options, { names: momentsNames, learningRate: 0.001 });
    this.moments = momentsOf("Nadam", options);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), ...momentsConfig(this.moments) };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ momentum: 0, velocity: 0 }];
  }

  protected override createSlots(variables: readonly Variable[]): void {
    super.createSlots(variables);
    this.#product = this.addNumber("variable", 1, variables[0]?.dtype ?? "float32");
  }

  protected override beginUpdates(step: number): void {
    const product = this.#product;
    product?.assign(numberIn(product) * this.#share(step, roundingOf(product.dtype)));
  }

  protected override updateStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const { beta1, beta2, epsilon } = this.moments;
    const [now, next] = [this.#share(step, round), this.#share(step + 1, round)];
    const product = round(this.#product ? numberIn(this.#product) : 1);
    const numbers = [rate, 1 - beta1, 1 - beta2, epsilon]
      .concat([next, round(1 - round(product * next)), round(1 - now), round(1 - product)])
      .concat(shortfall(beta2, step, round));
    optimizerUpdate("nadam", variable, gradient, [slot("momentum"), slot("velocity")], numbers);
  }

  /** uₜ */
  #share(step: number, round: Rounding): number {
    return round(round(this.moments.beta1) * round(1 - round(0.5 * round(round(0.96) ** step))));
  }
}
