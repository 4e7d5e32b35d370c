import { boolean, finiteNumber, numberBetween, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `RMSprop`, in camelCase. The learning rate's default is 0.001. */
export interface RMSpropOptions extends OptimizerOptions {
  /** The share of old gradients in the averages. Default: 0.9. */
  readonly rho?: number;
  /** How much of the last update goes into the next. Default: 0. */
  readonly momentum?: number;
  /** Added below the root. Default: 1e-7. */
  readonly epsilon?: number;
  /** Whether gradients are divided by their deviation, not by their size. Default: false. */
  readonly centered?: boolean;
}

/**
 * Divides gradients by the root of the average of their squares:
 *
 *     v ← rho · v + (1 − rho) · g²
 *     a ← rho · a + (1 − rho) · g                       centered; else a = 0
 *     d = rate · g / √(v − a² + epsilon)
 *     m ← momentum · m + d;  w ← w − m                  w ← w − d without momentum
 *
 * @throws ArgumentError as `Optimizer` does, and for a rho or momentum beyond 0 and 1.
 * @see https://keras.io/api/optimizers/rmsprop/
 * @see Hinton, 2012: https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1]);
 * new optimizers.RMSprop({ learningRate: 0.1, rho: 0.75, epsilon: 0 }).apply([tensor([4])], [w]);
 * w.dataSync(); // [0.8]
 */
export class RMSprop extends Optimizer {
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;

  constructor(options: RMSpropOptions = {}) {
    super("RMSprop", options, { names: ["rho", "momentum", "epsilon", "centered"], learningRate: 0.001 });
    this.rho = numberBetween("RMSprop", "rho", options.rho ?? 0.9, 0, 1);
    this.momentum = numberBetween("RMSprop", "momentum", options.momentum ?? 0, 0, 1);
    this.epsilon = finiteNumber("RMSprop", "epsilon", options.epsilon ?? 1e-7, 0);
    this.centered = boolean("RMSprop", "centered", options.centered ?? false);
  }

  override getConfig(options?: DialectOption): Config {
    const { rho, momentum, epsilon, centered } = this;
    return { ...super.getConfig(options), rho, momentum, epsilon, centered };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    const momentum = this.momentum > 0 ? [{ momentum: 0 }] : [];
    return [{ velocity: 0 }, ...momentum, ...(this.centered ? [{ average_gradient: 0 }] : [])];
  }

  protected override updateStep({ variable, gradient, rate, slot }: UpdateStep): void {
    const { rho, momentum, epsilon } = this;
    const moves = momentum > 0;
    const kind = this.centered ? "rmspropCentered" : "rmsprop";
    const slots = [slot("velocity"), ...(this.centered ? [slot("average_gradient")] : [])];
    const numbers = [rate, rho, 1 - rho, epsilon];
    if (!moves) optimizerUpdate(kind, variable, gradient, slots, numbers);
    else optimizerUpdate(`${kind}Momentum`, variable, gradient, [...slots, slot("momentum")], [...numbers, momentum]);
  }
}
