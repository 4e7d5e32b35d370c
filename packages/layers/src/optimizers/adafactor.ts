import {
  add,
  boolean,
  div,
  finiteNumber,
  maximum,
  mean,
  mul,
  reshape,
  sqrt,
  square,
  sub,
  type Tensor,
  type Variable,
} from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import { lastName } from "./optimizer-state.js";
import type { UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Adafactor`, in camelCase. The learning rate's default is 0.001. */
export interface AdafactorOptions extends OptimizerOptions {
  /** How fast the share of old squares nears 1. Default: -0.8. */
  readonly beta2Decay?: number;
  /** Added to squared gradients. Default: 1e-30. */
  readonly epsilon1?: number;
  /** The least size that a variable is taken for. Default: 0.001. */
  readonly epsilon2?: number;
  /** The size that updates are cut down to. Default: 1. */
  readonly clipThreshold?: number;
  /** Whether a constant rate is at most 1/√t. Default: true. It is so in any case, in Keras as well. */
  readonly relativeStep?: boolean;
}

const names = ["beta2Decay", "epsilon1", "epsilon2", "clipThreshold", "relativeStep"];

/**
 * Divides gradients by the root of an average of their squares, which for matrices is kept as rows and columns alone. In
 * step t, from 1, with `rms(x) = √mean(x²)`:
 *
 *     s = g² + epsilon1;  b = 1 − t^beta2Decay
 *     r ← b · r + (1 − b) · mean of s over columns
 *     c ← b · c + (1 − b) · mean of s over rows
 *     v ← r / mean(r) · c                               v ← b · v + (1 − b) · s where w is no matrix
 *     d = g / √v;  d ← d / max(1, rms(d) / clipThreshold)
 *     w ← w − min(rate, 1/√t) · max(epsilon2, rms(w)) · d
 *
 * Of more than two axes, the last two are rows and columns.
 *
 * @throws ArgumentError as `Optimizer` does.
 * @see https://keras.io/api/optimizers/adafactor/
 * @see Shazeer and Stern, 2018: https://arxiv.org/abs/1804.04235
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([8]);
 * new optimizers.Adafactor({ learningRate: 0.25 }).apply([tensor([3])], [w]);
 * w.dataSync(); // [6]
 */
export class Adafactor extends Optimizer {
  readonly beta2Decay: number;
  readonly epsilon1: number;
  readonly epsilon2: number;
  readonly clipThreshold: number;
  readonly relativeStep: boolean;

  constructor(options: AdafactorOptions = {}) {
    super("Adafactor", options, { names, learningRate: 0.001 });
    this.beta2Decay = finiteNumber("Adafactor", "beta2Decay", options.beta2Decay ?? -0.8);
    this.epsilon1 = finiteNumber("Adafactor", "epsilon1", options.epsilon1 ?? 1e-30, 0);
    this.epsilon2 = finiteNumber("Adafactor", "epsilon2", options.epsilon2 ?? 1e-3, 0);
    this.clipThreshold = finiteNumber("Adafactor", "clipThreshold", options.clipThreshold ?? 1, Number.MIN_VALUE);
    this.relativeStep = boolean("Adafactor", "relativeStep", options.relativeStep ?? true);
  }

  override getConfig(options?: DialectOption): Config {
    return {
      ...super.getConfig(options),
      beta_2_decay: this.beta2Decay,
      epsilon_1: this.epsilon1,
      epsilon_2: this.epsilon2,
      clip_threshold: this.clipThreshold,
      relative_step: this.relativeStep,
    };
  }

  protected override createSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      const { shape } = variable;
      // Where there are no rows and columns, Keras has two numbers in their places, under the variable's own name.
      const own = lastName(variable);
      const isMatrix = shape.length >= 2;
      const without = (axis: number) =>
        isMatrix
          ? { name: `${this.name}/${own}`, shape: shape.filter((_, each) => each !== shape.length + axis) }
          : { name: own, shape: [], dtype: "int32" as const };
      this.addSlot(variable, "rows", without(-1));
      this.addSlot(variable, "columns", without(-2));
      this.addSlot(variable, "velocity");
    }
  }

  protected override updateStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const slowed = round(1 / round(Math.sqrt(step)));
    const size = maximum(rms(variable), round(this.epsilon2));
    const alpha = mul(size, Math.min(rate, slowed));
    const squares = add(square(gradient), this.epsilon1);
    const beta = round(1 - round(step ** this.beta2Decay));
    const blend = (old: Tensor, now: Tensor): Tensor => add(mul(old, beta), mul(now, round(1 - beta)));
    const v = slot("velocity");
    if (variable.shape.length >= 2) {
      const [r, c] = [slot("rows"), slot("columns")];
      r.assign(blend(r, mean(squares, { axis: -1 })));
      c.assign(blend(c, mean(squares, { axis: -2 })));
      const shares = div(r, mean(r, { axis: -1, keepDims: true }));
      v.assign(mul(reshape(shares, [...r.shape, 1]), reshape(c, [...c.shape.slice(0, -1), 1, ...c.shape.slice(-1)])));
    } else {
      v.assign(blend(v, squares));
    }
    const d = div(gradient, sqrt(v));
    const cut = maximum(div(rms(d), this.clipThreshold), 1);
    variable.assign(sub(variable, mul(alpha, div(d, cut))));
  }
}

/** √mean(x²) */
function rms(x: Tensor): Tensor {
  return sqrt(mean(square(x)));
}
