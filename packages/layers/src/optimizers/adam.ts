import { boolean, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { adamNumbers, type Moments, type MomentsOptions, momentsConfig, momentsNames, momentsOf } from "./moments.js";
import { Optimizer } from "./optimizer.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Adam`, in camelCase. The learning rate's default is 0.001. */
export interface AdamOptions extends MomentsOptions {
  /** Whether gradients are divided by the largest average of squares so far. Default: false. */
  readonly amsgrad?: boolean;
}

/**
 * Averages gradients, and divides by the root of the average of their squares. In step t, from 1:
 *
 *     m ← m + (1 − beta1) · (g − m)
 *     v ← v + (1 − beta2) · (g² − v)
 *     u ← max(u, v)                                     amsgrad; else u = v
 *     w ← w − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√u + epsilon)
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1.
 * @see https://keras.io/api/optimizers/adam/
 * @see Kingma and Ba, 2014: https://arxiv.org/abs/1412.6980; amsgrad: https://openreview.net/forum?id=ryQu7f-RZ
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1, 1]);
 * new optimizers.Adam({ learningRate: 0.25 }).apply([tensor([3, -7])], [w]);
 * w.dataSync(); // [0.75, 1.25]
 */
export class Adam extends Optimizer {
  readonly moments: Moments;
  readonly amsgrad: boolean;

  /** @param className, weightDecay what a subclass is called, and decays by where nothing is said. */
  constructor(options: AdamOptions = {}, className = "Adam", weightDecay: number | null = null) {
    super(className, options, { names: [...momentsNames, "amsgrad"], learningRate: 0.001, weightDecay });
    this.moments = momentsOf(className, options);
    this.amsgrad = boolean(className, "amsgrad", options.amsgrad ?? false);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), ...momentsConfig(this.moments), amsgrad: this.amsgrad };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ momentum: 0, velocity: 0 }, ...(this.amsgrad ? [{ velocity_hat: 0 }] : [])];
  }

  protected override updateStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const numbers = adamNumbers(rate, this.moments, step, round);
    const slots = [slot("momentum"), slot("velocity")];
    if (!this.amsgrad) optimizerUpdate("adam", variable, gradient, slots, numbers);
    else optimizerUpdate("amsgrad", variable, gradient, [...slots, slot("velocity_hat")], numbers);
  }
}
