import { add, div, mul, sqrt, square, sub, type Variable, wholeNumber } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import {
  type Moments,
  type MomentsOptions,
  momentsConfig,
  momentsNames,
  momentsOf,
  moveTowards,
  shortfall,
} from "./moments.js";
import { Optimizer } from "./optimizer.js";
import type { UpdateStep } from "./update-step.js";

/** The arguments of Keras' `ScheduleFreeAdamW`, in camelCase. Defaults: learning rate 0.0025, epsilon 1e-8. */
export interface ScheduleFreeAdamWOptions extends MomentsOptions {
  /** Steps of a straight rise of the learning rate from 0. Default: 0. */
  readonly warmupSteps?: number;
}

/**
 * Adam that needs no schedule: variables lie between z, which is updated, and the mean x of all z. In step t, from 1:
 *
 *     v ← v + (1 − beta2) · (g² − v)
 *     z ← z − rate · min(1, t/warmupSteps) · g / (√(v / (1 − beta2ᵗ)) + epsilon)
 *     x = (w − (1 − beta1) · z) / beta1
 *     x ← (1 − 1/t) · x + z/t
 *     w ← (1 − beta1) · z + beta1 · x
 *
 * The paper finds x by the z before its update. Keras on TensorFlow, whose numbers these are, finds it by the z after.
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1.
 * @see https://keras.io/api/optimizers/
 * @see Defazio et al., 2024: https://arxiv.org/abs/2405.15682
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([1]);
 * new optimizers.ScheduleFreeAdamW({ learningRate: 0.25 }).apply([tensor([3])], [w]);
 * w.dataSync(); // [0.75]
 */
export class ScheduleFreeAdamW extends Optimizer {
  readonly moments: Moments;
  readonly warmupSteps: number;

  constructor(options: ScheduleFreeAdamWOptions = {}) {
    super("ScheduleFreeAdamW", options, { names: [...momentsNames, "warmupSteps"], learningRate: 0.0025 });
    this.moments = momentsOf("ScheduleFreeAdamW", options, { epsilon: 1e-8 });
    this.warmupSteps = wholeNumber("ScheduleFreeAdamW", "warmupSteps", options.warmupSteps ?? 0, 0);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), ...momentsConfig(this.moments), warmup_steps: this.warmupSteps };
  }

  protected override createSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      this.addSlot(variable, "momentum", { initial: variable });
      this.addSlot(variable, "velocity");
    }
  }

  protected override updateStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const { beta1, beta2, epsilon } = this.moments;
    const warm = this.warmupSteps === 0 ? 1 : Math.min(round(step / this.warmupSteps), 1);
    const [z, v] = [slot("momentum"), slot("velocity")];
    const [share, rest] = [round(beta1), round(1 - round(beta1))];
    moveTowards(v, square(gradient), round(beta2));
    const size = add(sqrt(div(v, shortfall(beta2, step, round))), epsilon);
    z.assign(sub(z, div(mul(gradient, round(rate * warm)), size)));
    const weight = round(1 / step);
    const mean = div(sub(variable, mul(z, rest)), share);
    const next = add(mul(mean, round(1 - weight)), mul(z, weight));
    variable.assign(add(mul(z, rest), mul(next, share)));
  }
}
