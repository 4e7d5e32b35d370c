import { ArgumentError } from "@sepconv/backend";
import { cast, div, mul, onDeviceOf, type Tensor, tidy, type Variable } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { constraintOf } from "../weight.js";
import { GradientAccumulator } from "./gradient-accumulator.js";
import { clipGradients } from "./gradient-clipping.js";
import { checkVariables, type GradientOf, gradientsOf } from "./gradients-of.js";
import { LearningRate, type LearningRateLike, numberIn } from "./learning-rate.js";
import { MovingAverage } from "./moving-average.js";
import { commonConfig, optionsOf } from "./optimizer-config.js";
import {
  type OptimizerOptions,
  type OptimizerSettings,
  type OwnOptions,
  optimizerSettings,
} from "./optimizer-options.js";
import { numberVariable, OptimizerState } from "./optimizer-state.js";
import { roundingOf } from "./rounding.js";
import type { SlotGroup, UpdateStep } from "./update-step.js";
import { WeightDecay, type WeightDecayExclusions } from "./weight-decay.js";

/**
 * Changes variables so that a loss becomes smaller: the base of all optimizers. One step, in Keras' order:
 *
 *     g ← g / lossScaleFactor
 *     g ← mean of the gradients of gradientAccumulationSteps steps; the others update nothing
 *     g ← clipped by clipnorm, globalClipnorm or clipvalue
 *     w ← w − w · weightDecay · rate
 *     w ← the optimizer's own update
 *     average ← emaMomentum · average + (1 − emaMomentum) · w, with useEma
 *     w ← constraint(w)
 *
 * A subclass gives `slotGroups`, `updateStep` and `getConfig`. It is written and read once it is registered with
 * `registerSerializable`.
 *
 * @see https://keras.io/api/optimizers/
 * @example
 * import { sub, type Variable, mul, tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * class Halving extends optimizers.Optimizer {
 *   constructor(options: optimizers.OptimizerOptions = {}) {
 *     super("Halving", options, { names: [], learningRate: 1 });
 *   }
 *   protected override updateStep({ variable, gradient, rate }: optimizers.UpdateStep): void {
 *     variable.assign(sub(variable, mul(gradient, rate / 2)));
 *   }
 * }
 * const w = variable([4]);
 * new Halving().apply([tensor([2])], [w]);
 * w.dataSync(); // [3]
 */
export abstract class Optimizer extends OptimizerState {
  /** Keras' class name. */
  readonly className: string;
  readonly #settings: OptimizerSettings;
  readonly #iteration: Variable;
  readonly #learningRate: LearningRate;
  readonly #decay = new WeightDecay();
  #trained: ReadonlySet<Variable> | null = null;
  #average: MovingAverage | null = null;
  #accumulator: GradientAccumulator | null = null;

  /**
   * @param own the options that the class has beside the common ones, and its defaults.
   * @throws ArgumentError for unknown options, and for values that are none.
   */
  constructor(className: string, options: OptimizerOptions, own: OwnOptions) {
    super();
    this.className = className;
    this.#settings = optimizerSettings(className, options, own);
    this.#iteration = numberVariable(`${this.name}/iteration`, 0, "int32");
    this.#learningRate = new LearningRate(className, options.learningRate ?? own.learningRate, (value) =>
      numberVariable(`${this.name}/learning_rate`, value, "float32"),
    );
  }

  /** An optimizer from Keras' configuration. @throws ArgumentError for a key that no version of Keras writes. */
  static fromConfig<Made>(this: new (options: never) => Made, config: Config, options: DialectOption = {}): Made {
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked, which may be a subclass
    return Reflect.construct(this, [optionsOf(config, options)]) as Made;
  }

  get name(): string {
    return this.#settings.name;
  }

  /** The common options with their defaults. */
  get settings(): OptimizerSettings {
    return this.#settings;
  }

  get built(): boolean {
    return this.#trained !== null;
  }

  /** The state: iteration, learning rate unless a schedule gives it, averages, sums of gradients, slots. */
  override get variables(): readonly Variable[] {
    const { variable } = this.#learningRate;
    return [this.#iteration, ...(variable ? [variable] : []), ...super.variables];
  }

  /** How often variables were updated: steps, divided by `gradientAccumulationSteps`. */
  get iterations(): number {
    return Math.floor(this.#steps / (this.#settings.gradientAccumulationSteps ?? 1));
  }

  /** The rate of the next step. A schedule takes its place when one is set; a number takes the place of a number. */
  get learningRate(): number {
    return this.#learningRate.at(this.#steps);
  }

  set learningRate(value: LearningRateLike) {
    this.#learningRate.set(value);
  }

  /** Makes the slots for the variables to train. Built already, it stays as it is. @throws ArgumentError, DTypeError */
  build(variables: readonly Variable[]): void {
    if (this.built) return;
    checkVariables(this.where("build"), variables);
    const { useEma, emaMomentum, gradientAccumulationSteps } = this.#settings;
    const slots = (key: string) => new Map(variables.map((each) => [each, this.addSlot(each, key)]));
    if (useEma) this.#average = new MovingAverage(slots("average"), emaMomentum);
    if (gradientAccumulationSteps !== null) {
      this.#accumulator = new GradientAccumulator(slots("gradient_accumulator"), gradientAccumulationSteps);
    }
    this.createSlots(variables);
    this.#trained = new Set(variables);
  }

  /**
   * One step: updates variables by their gradients. The first call builds the optimizer, if `build` has not.
   *
   * @param gradients one for each variable; null for none, which leaves the variable as it is, with a warning.
   * @param variables Default: those that the optimizer is built for.
   * @throws ArgumentError where gradients and variables do not match, or a variable is unknown. @throws ShapeError where
   *   a gradient has another shape than its variable.
   */
  apply(gradients: readonly (Tensor | null | undefined)[], variables?: readonly Variable[]): void {
    const where = this.where("apply");
    if (Array.isArray(gradients) && gradients.length === 0) return;
    if (variables) this.build(variables);
    const known = this.#trained;
    if (known === null) {
      throw new ArgumentError({
        where,
        problem: "the optimizer is not built",
        remedy: "Give the variables as well, or call build() with them first.",
      });
    }
    for (const each of variables ?? []) {
      if (known.has(each)) continue;
      throw new ArgumentError({
        where,
        problem: `the variable "${each.name}" is unknown`,
        expected: "one that the optimizer was built for",
        remedy: "Make a new optimizer for other variables.",
      });
    }
    const pairs = gradientsOf(where, variables ?? [...known], gradients);
    const operands = pairs.flatMap(({ gradient, variable }) => [gradient, variable]);
    onDeviceOf(operands, () => tidy(() => this.#step(pairs)));
  }

  /** `apply`, for gradients and variables in pairs. */
  applyGradients(pairs: readonly (readonly [Tensor | null, Variable])[]): void {
    this.apply(
      pairs.map(([gradient]) => gradient),
      pairs.map(([, variable]) => variable),
    );
  }

  /** The loss to compute gradients of: times `lossScaleFactor`, by which `apply` divides. */
  scaleLoss(loss: Tensor): Tensor {
    const { lossScaleFactor } = this.#settings;
    return mul(loss, lossScaleFactor ?? 1);
  }

  /** Spares variables from `weightDecay`; a later call takes the place of an earlier one. */
  excludeFromWeightDecay(exclusions: WeightDecayExclusions): void {
    this.#decay.exclude(this.where("excludeFromWeightDecay"), exclusions);
  }

  /** What ends training: with `useEma` variables get their averages. Default: those that the optimizer is built for. */
  finalizeVariableValues(variables?: readonly Variable[]): void {
    this.#average?.overwrite(variables);
  }

  /** As Keras writes it. */
  getConfig({ dialect = "keras3" }: DialectOption = {}): Config {
    return commonConfig(this.#settings, this.#learningRate.getConfig(), dialect);
  }

  /** The slots of each variable, group after group. */
  protected slotGroups(): readonly SlotGroup[] {
    return [];
  }

  /** Makes the slots that `slotGroups` names; a subclass whose slots differ by variable makes its own. */
  protected createSlots(variables: readonly Variable[]): void {
    for (const group of this.slotGroups()) {
      for (const variable of variables) {
        for (const [key, initial] of Object.entries(group)) this.addSlot(variable, key, { initial });
      }
    }
  }

  /** What comes before the updates of a step. */
  protected beginUpdates(_step: number): void {}

  /** Updates one variable and its slots. */
  protected abstract updateStep(update: UpdateStep): void;

  /** The weight decay of a variable, or null. */
  protected weightDecayOf(_variable: Variable): number | null {
    return this.#settings.weightDecay;
  }

  protected override where(method?: string): string {
    return method === undefined ? this.className : `${this.className}.${method}`;
  }

  get #steps(): number {
    return numberIn(this.#iteration);
  }

  #step(pairs: readonly GradientOf[]): void {
    const { lossScaleFactor, emaOverwriteFrequency } = this.#settings;
    const steps = this.#steps;
    const updates = this.iterations;
    const unscaled = pairs.map(({ variable, gradient }) => {
      const own = gradient.dtype === variable.dtype ? gradient : cast(gradient, variable.dtype);
      return { variable, gradient: lossScaleFactor === null ? own : div(own, lossScaleFactor) };
    });
    const ready = this.#accumulator ? this.#accumulator.add(steps, unscaled) : unscaled;
    if (ready) this.#update(ready, updates + 1);
    this.#average?.update(updates);
    if (emaOverwriteFrequency !== null && (updates + 1) % emaOverwriteFrequency === 0) this.#average?.overwrite();
    for (const { variable } of pairs) {
      const constraint = constraintOf(variable);
      if (constraint) variable.assign(constraint(variable));
    }
    this.#iteration.assign(steps + 1);
  }

  #update(pairs: readonly GradientOf[], step: number): void {
    const rate = this.learningRate;
    const clipped = clipGradients(
      pairs.map(({ gradient }) => gradient),
      this.#settings,
    );
    for (const { variable } of pairs) {
      const decay = this.weightDecayOf(variable);
      if (decay !== null) this.#decay.apply(variable, decay, rate);
    }
    this.beginUpdates(step);
    for (const [index, { variable, gradient }] of pairs.entries()) {
      const round = roundingOf(variable.dtype);
      const slot = (name: string): Variable => this.slotOf(variable, name);
      this.updateStep({ variable, gradient: clipped[index] ?? gradient, rate: round(rate), step, round, slot });
    }
  }
}
