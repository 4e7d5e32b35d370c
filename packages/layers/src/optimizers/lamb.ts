import { add, div, mul, sqrt, square, step, sub, sum, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import {
  type Moments,
  type MomentsOptions,
  momentsConfig,
  momentsNames,
  momentsOf,
  moveMoments,
  shortfall,
} from "./moments.js";
import { Optimizer } from "./optimizer.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/**
 * Adam whose updates are as long, times the rate, as the variable itself: for large batches. In step t, from 1:
 *
 *     m ← m + (1 − beta1) · (g − m)
 *     v ← v + (1 − beta2) · (g² − v)
 *     d = m / (1 − beta1ᵗ) / (√(v / (1 − beta2ᵗ)) + epsilon)
 *     w ← w − rate · ∥w∥ / ∥d∥ · d                      ∥w∥/∥d∥ is 1 where one of them is 0
 *
 * The learning rate's default is 0.001.
 *
 * @throws ArgumentError as `Optimizer` does, and for a beta beyond 0 and 1.
 * @see https://keras.io/api/optimizers/lamb/
 * @see You et al., 2019: https://arxiv.org/abs/1904.00962
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([8]);
 * new optimizers.Lamb({ learningRate: 0.25 }).apply([tensor([3])], [w]);
 * w.dataSync(); // [6]
 */
export class Lamb extends Optimizer {
  readonly moments: Moments;

  constructor(options: MomentsOptions = {}) {
    super("Lamb", options, { names: momentsNames, learningRate: 0.001 });
    this.moments = momentsOf("Lamb", options);
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), ...momentsConfig(this.moments) };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ momentum: 0, velocity: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, step: t, round, slot }: UpdateStep): void {
    const { beta1, beta2, epsilon } = this.moments;
    const [m, v] = [slot("momentum"), slot("velocity")];
    moveMoments(m, v, gradient, this.moments);
    const size = sqrt(div(v, shortfall(beta2, t, round)));
    const d = div(div(m, shortfall(beta1, t, round)), add(size, epsilon));
    variable.assign(sub(variable, mul(mul(ratio(norm(variable), norm(d)), rate), d)));
  }
}

/** a / b, or 1 where one of them is 0: by arithmetic alone, as not every device compares. */
function ratio(a: Tensor, b: Tensor): Tensor {
  const both = mul(step(a), step(b));
  const quotient = div(a, add(b, sub(1, step(b))));
  return add(mul(quotient, both), sub(1, both));
}

function norm(x: Tensor): Tensor {
  return sqrt(sum(square(x)));
}
