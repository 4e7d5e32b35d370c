import { boolean, numberBetween, optimizerUpdate } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `SGD`, in camelCase. The learning rate's default is 0.01. */
export interface SGDOptions extends OptimizerOptions {
  /** How much of the last update goes into the next, from 0 to 1. Default: 0. */
  readonly momentum?: number;
  /** Whether the gradient is meant to be that of where the momentum leads to. Default: false. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent, with momentum if there is one:
 *
 *     w ← w − rate · g                                  momentum 0
 *     m ← momentum · m − rate · g;  w ← w + m
 *     w ← w + momentum · m − rate · g                   nesterov
 *
 * @throws ArgumentError for a momentum beyond 0 and 1, and as `Optimizer` does.
 * @see https://keras.io/api/optimizers/sgd/
 * @see Sutskever et al., 2013: https://jlmartens.github.io/html/papers/momentum.pdf
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1, 2]);
 * const optimizer = new optimizers.SGD({ learningRate: 0.5, momentum: 0.5 });
 * optimizer.apply([tensor([1, 0])], [w]);
 * optimizer.apply([tensor([1, 0])]);
 * w.dataSync(); // [-0.25, 2]
 */
export class SGD extends Optimizer {
  readonly momentum: number;
  readonly nesterov: boolean;

  constructor(options: SGDOptions = {}) {
    super("SGD", options, { names: ["momentum", "nesterov"], learningRate: 0.01 });
    this.momentum = numberBetween("SGD", "momentum", options.momentum ?? 0, 0, 1);
    this.nesterov = boolean("SGD", "nesterov", options.nesterov ?? false);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), momentum: this.momentum, nesterov: this.nesterov };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return this.momentum === 0 ? [] : [{ momentum: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, slot }: UpdateStep): void {
    if (this.momentum === 0) {
      optimizerUpdate("sgd", variable, gradient, [], [rate]);
      return;
    }
    const kind = this.nesterov ? "nesterov" : "momentum";
    optimizerUpdate(kind, variable, gradient, [slot("momentum")], [rate, this.momentum]);
  }
}
