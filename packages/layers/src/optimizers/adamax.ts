import { optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { type Moments, type MomentsOptions, momentsConfig, momentsNames, momentsOf, shortfall } from "./moments.js";
import { Optimizer } from "./optimizer.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/**
 * Adam by the largest gradient in place of the root of squares. In step t, from 1:
 *
 *     m ← m + (1 − beta1) · (g − m)
 *     u ← max(beta2 · u, ∣g∣)
 *     w ← w − rate · m / ((1 − beta1ᵗ) · (u + epsilon))
 *
 * The learning rate's default is 0.001.
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1.
 * @see https://keras.io/api/optimizers/adamax/
 * @see Kingma and Ba, 2014, section 7: https://arxiv.org/abs/1412.6980
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1, 1]);
 * new optimizers.Adamax({ learningRate: 0.25 }).apply([tensor([3, -7])], [w]);
 * w.dataSync(); // [0.75, 1.25]
 */
export class Adamax extends Optimizer {
  readonly moments: Moments;

  constructor(options: MomentsOptions = {}) {
    super("Adamax", options, { names: momentsNames, learningRate: 0.001 });
    this.moments = momentsOf("Adamax", options);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), ...momentsConfig(this.moments) };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ momentum: 0, norm: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const { beta1, beta2, epsilon } = this.moments;
    const numbers = [rate, 1 - beta1, beta2, epsilon, shortfall(beta1, step, round)];
    optimizerUpdate("adamax", variable, gradient, [slot("momentum"), slot("norm")], numbers);
  }
}
