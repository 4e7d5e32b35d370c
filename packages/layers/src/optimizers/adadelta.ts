import { finiteNumber, numberBetween, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Adadelta`, in camelCase. The learning rate's default is 0.001; the paper has 1. */
export interface AdadeltaOptions extends OptimizerOptions {
  /** The share of what was in the averages. Default: 0.95. */
  readonly rho?: number;
  /** Added below the roots. Default: 1e-7. */
  readonly epsilon?: number;
}

/**
 * Gives updates the size of earlier updates:
 *
 *     a ← rho · a + (1 − rho) · g²
 *     d = g · √(b + epsilon) / √(a + epsilon)
 *     b ← rho · b + (1 − rho) · d²
 *     w ← w − rate · d
 *
 * @throws ArgumentError as `Optimizer` does, and for a rho beyond 0 and 1.
 * @see https://keras.io/api/optimizers/adadelta/
 * @see Zeiler, 2012: https://arxiv.org/abs/1212.5701
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1]);
 * new optimizers.Adadelta({ learningRate: 1, rho: 0, epsilon: 9 }).apply([tensor([4])], [w]);
 * w.dataSync(); // [-1.4]
 */
export class Adadelta extends Optimizer {
  readonly rho: number;
  readonly epsilon: number;

  constructor(options: AdadeltaOptions = {}) {
    super("Adadelta", options, { names: ["rho", "epsilon"], learningRate: 0.001 });
    this.rho = numberBetween("Adadelta", "rho", options.rho ?? 0.95, 0, 1);
    this.epsilon = finiteNumber("Adadelta", "epsilon", options.epsilon ?? 1e-7, 0);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), rho: this.rho, epsilon: this.epsilon };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ accumulated_grad: 0, accumulated_delta_var: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, slot }: UpdateStep): void {
    const { rho, epsilon } = this;
    const slots = [slot("accumulated_grad"), slot("accumulated_delta_var")];
    optimizerUpdate("adadelta", variable, gradient, slots, [rate, rho, 1 - rho, epsilon]);
  }
}
