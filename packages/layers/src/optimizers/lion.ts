import { numberBetween, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Lion`, in camelCase. The learning rate's default is 0.001. */
export interface LionOptions extends OptimizerOptions {
  /** The share of the momentum in the direction, above 0. Default: 0.9. */
  readonly beta1?: number;
  /** The share of old gradients in the momentum. Default: 0.99. */
  readonly beta2?: number;
}

/**
 * Goes by the sign alone, so that all elements change by the same:
 *
 *     w ← w − rate · sign(beta1 · m + (1 − beta1) · g)
 *     m ← beta2 · m + (1 − beta2) · g
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1, or a first one of 0.
 * @see https://keras.io/api/optimizers/lion/
 * @see Chen et al., 2023: https://arxiv.org/abs/2302.06675
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1, 1, 1]);
 * new optimizers.Lion({ learningRate: 0.25 }).apply([tensor([3, -7, 0])], [w]);
 * w.dataSync(); // [0.75, 1.25, 1]
 */
export class Lion extends Optimizer {
  readonly beta1: number;
  readonly beta2: number;

  constructor(options: LionOptions = {}) {
    super("Lion", options, { names: ["beta1", "beta2"], learningRate: 0.001 });
    this.beta1 = numberBetween("Lion", "beta1", options.beta1 ?? 0.9, Number.MIN_VALUE, 1);
    this.beta2 = numberBetween("Lion", "beta2", options.beta2 ?? 0.99, 0, 1);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), beta_1: this.beta1, beta_2: this.beta2 };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ momentum: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, round, slot }: UpdateStep): void {
    const numbers = [this.beta1, this.beta2].flatMap((beta) => [beta, round(1 - round(beta))]);
    optimizerUpdate("lion", variable, gradient, [slot("momentum")], [rate, ...numbers]);
  }
}
