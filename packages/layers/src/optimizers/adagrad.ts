import { finiteNumber, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Adagrad`, in camelCase. The learning rate's default is 0.001. */
export interface AdagradOptions extends OptimizerOptions {
  /** What the sums of squares begin with. Default: 0.1. */
  readonly initialAccumulatorValue?: number;
  /** Added below the root. Default: 1e-7. */
  readonly epsilon?: number;
}

/**
 * Divides gradients by the root of the sum of all their squares so far:
 *
 *     a ← a + g²
 *     w ← w − rate · g / √(a + epsilon)
 *
 * @throws ArgumentError as `Optimizer` does, and for a negative value to begin with.
 * @see https://keras.io/api/optimizers/adagrad/
 * @see Duchi et al., 2011: https://www.jmlr.org/papers/v12/duchi11a.html
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1]);
 * new optimizers.Adagrad({ learningRate: 0.5, initialAccumulatorValue: 9 }).apply([tensor([4])], [w]);
 * w.dataSync(); // [0.6]
 */
export class Adagrad extends Optimizer {
  readonly initialAccumulatorValue: number;
  readonly epsilon: number;

  constructor(options: AdagradOptions = {}) {
    super("Adagrad", options, { names: ["initialAccumulatorValue", "epsilon"], learningRate: 0.001 });
    const initial = options.initialAccumulatorValue ?? 0.1;
    this.initialAccumulatorValue = finiteNumber("Adagrad", "initialAccumulatorValue", initial, 0);
    this.epsilon = finiteNumber("Adagrad", "epsilon", options.epsilon ?? 1e-7, 0);
  }

  override getConfig(options?: DialectOption): Config {
    const { initialAccumulatorValue, epsilon } = this;
    return { ...super.getConfig(options), initial_accumulator_value: initialAccumulatorValue, epsilon };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ accumulator: this.initialAccumulatorValue }];
  }

  protected override updateStep({ variable, gradient, rate, slot }: UpdateStep): void {
    optimizerUpdate("adagrad", variable, gradient, [slot("accumulator")], [rate, this.epsilon]);
  }
}
