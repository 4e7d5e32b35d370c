import {
  add,
  div,
  exp,
  finiteNumber,
  log,
  mul,
  numberBetween,
  ones,
  optimizerUpdate,
  square,
  sub,
  type Tensor,
} from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { clip } from "../losses/arithmetic.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Ftrl`, in camelCase. The learning rate's default is 0.001. */
export interface FtrlOptions extends OptimizerOptions {
  /** How the rate falls with the sum of squares: 0 not at all, -0.5 with its root. Default: -0.5. */
  readonly learningRatePower?: number;
  /** What the sums of squares begin with. Default: 0.1. */
  readonly initialAccumulatorValue?: number;
  /** Default: 0. */
  readonly l1RegularizationStrength?: number;
  /** Default: 0. */
  readonly l2RegularizationStrength?: number;
  /** What gradients get of their variables, twice. Default: 0. */
  readonly l2ShrinkageRegularizationStrength?: number;
  /** Default: 0. */
  readonly beta?: number;
}

/** The strengths that are 0 where nothing is said. */
const strengths = [
  "l1RegularizationStrength",
  "l2RegularizationStrength",
  "l2ShrinkageRegularizationStrength",
] as const;

/**
 * Follow the regularized leader, with `p = −learningRatePower`:
 *
 *     s = g + 2 · l2Shrinkage · w
 *     n = a + g²
 *     z ← z + s − (nᵖ − aᵖ) / rate · w
 *     q = nᵖ / rate + 2 · (l2 + beta / (2 · rate))
 *     w ← (clip(z, −l1, l1) − z) / q;  a ← n
 *
 * @throws ArgumentError as `Optimizer` does, for negative strengths, and for a positive power.
 * @see https://keras.io/api/optimizers/ftrl/
 * @see McMahan et al., 2013: https://research.google.com/pubs/archive/41159.pdf
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([0]);
 * new optimizers.Ftrl({ learningRate: 0.5, initialAccumulatorValue: 9 }).apply([tensor([4])], [w]);
 * w.dataSync(); // [-0.4]
 */
export class Ftrl extends Optimizer {
  readonly learningRatePower: number;
  readonly initialAccumulatorValue: number;
  readonly l1RegularizationStrength: number;
  readonly l2RegularizationStrength: number;
  readonly l2ShrinkageRegularizationStrength: number;
  readonly beta: number;

  constructor(options: FtrlOptions = {}) {
    const names = ["learningRatePower", "initialAccumulatorValue", ...strengths, "beta"];
    super("Ftrl", options, { names, learningRate: 0.001 });
    const strength = (name: Exclude<keyof FtrlOptions, keyof OptimizerOptions>, initial = 0): number =>
      finiteNumber("Ftrl", name, options[name] ?? initial, 0);
    // The power counts downwards, and is refused above 0.
    this.learningRatePower = numberBetween(
      "Ftrl",
      "learningRatePower",
      options.learningRatePower ?? -0.5,
      -Number.MAX_VALUE,
      0,
    );
    this.initialAccumulatorValue = strength("initialAccumulatorValue", 0.1);
    this.l1RegularizationStrength = strength("l1RegularizationStrength");
    this.l2RegularizationStrength = strength("l2RegularizationStrength");
    this.l2ShrinkageRegularizationStrength = strength("l2ShrinkageRegularizationStrength");
    this.beta = finiteNumber("Ftrl", "beta", options.beta ?? 0);
  }

  override getConfig(options?: DialectOption): Config {
    return {
      ...super.getConfig(options),
      learning_rate_power: this.learningRatePower,
      initial_accumulator_value: this.initialAccumulatorValue,
      l1_regularization_strength: this.l1RegularizationStrength,
      l2_regularization_strength: this.l2RegularizationStrength,
      l2_shrinkage_regularization_strength: this.l2ShrinkageRegularizationStrength,
      beta: this.beta,
    };
  }

  protected override slotGroups(): readonly SlotGroup[] {
    return [{ accumulator: this.initialAccumulatorValue, linear: 0 }];
  }

  protected override updateStep({ variable, gradient, rate, round, slot }: UpdateStep): void {
    const [a, z] = [slot("accumulator"), slot("linear")];
    const l1 = this.l1RegularizationStrength;
    const l2 = round(this.l2RegularizationStrength + round(this.beta / (2 * rate)));
    if (this.learningRatePower === -0.5) {
      const numbers = [rate, l1, 2 * l2, 2 * this.l2ShrinkageRegularizationStrength];
      optimizerUpdate("ftrl", variable, gradient, [a, z], numbers);
      return;
    }
    const shrunk = add(gradient, mul(variable, 2 * this.l2ShrinkageRegularizationStrength));
    const n = add(a, square(gradient));
    const slope = power(n, -this.learningRatePower);
    const rise = div(sub(slope, power(a, -this.learningRatePower)), rate);
    z.assign(add(z, sub(shrunk, mul(rise, variable))));
    variable.assign(div(sub(clip(z, -l1, l1), z), add(div(slope, rate), 2 * l2)));
    a.assign(n);
  }
}

/** xᵖ for x ≥ 0 and p ≥ 0. */
function power(x: Tensor, p: number): Tensor {
  if (p === 0) return ones(x.shape, x.dtype);
  return exp(mul(log(x), p));
}
