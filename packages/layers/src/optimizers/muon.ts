import {
  add,
  boolean,
  finiteNumber,
  mul,
  numberBetween,
  optimizerUpdate,
  sub,
  type Variable,
  wholeNumber,
} from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { adamNumbers, type Moments } from "./moments.js";
import { orthogonalized, type Quintic } from "./newton-schulz.js";
import { Optimizer } from "./optimizer.js";
import type { OptimizerOptions } from "./optimizer-options.js";
import type { UpdateStep } from "./update-step.js";

/** The arguments of Keras' `Muon`, in camelCase. Defaults: learning rate 0.001, weight decay 0.004. */
export interface MuonOptions extends OptimizerOptions {
  /** Default: 0.9. */
  readonly adamBeta1?: number;
  /** Default: 0.999. */
  readonly adamBeta2?: number;
  /** The weight decay of what Adam updates. Default: 0.004. */
  readonly adamWeightDecay?: number | null;
  /** Adam's. Default: 1e-7. */
  readonly epsilon?: number;
  /** Regular expressions of names that Adam updates as well. Default: none. */
  readonly excludeLayers?: readonly string[] | null;
  /** Whether Adam updates what has "embedding" in its name. Default: true. */
  readonly excludeEmbeddings?: boolean;
  /** The polynomial of the Newton–Schulz iteration. Defaults: 3.4445, -4.775, 2.0315. */
  readonly muonA?: number;
  readonly muonB?: number;
  readonly muonC?: number;
  /** Adam's learning rate as a share of the other. Default: 1. */
  readonly adamLrRatio?: number;
  /** How much of the last update goes into the next. Default: 0.95. */
  readonly momentum?: number;
  /** Newton–Schulz iterations. Default: 5. */
  readonly nsSteps?: number;
  /** Default: true. */
  readonly nesterov?: boolean;
  /** Updates get the size `rmsRate`, times the rate; null leaves them as they are. Default: 0.2. */
  readonly rmsRate?: number | null;
}

const names = [
  "adamBeta1",
  "adamBeta2",
  "adamWeightDecay",
  "epsilon",
  "excludeLayers",
  "excludeEmbeddings",
  "muonA",
].concat(["muonB", "muonC", "adamLrRatio", "momentum", "nsSteps", "nesterov", "rmsRate"]);

/**
 * Updates matrices by the nearest orthogonal matrix, and everything else as `AdamW` does:
 *
 *     m ← momentum · m + g
 *     d = orthogonal(g + momentum · m)                  orthogonal(m) without nesterov
 *     w ← w − rate · rmsRate · √max(rows, columns) · d
 *
 * @throws ArgumentError as `Optimizer` does.
 * @see https://keras.io/api/optimizers/muon/
 * @see Jordan, 2024: https://github.com/KellerJordan/Muon; rmsRate: Liu et al., 2025: https://arxiv.org/abs/2502.16982
 * @example
 * import { tensor, variable } from "@sepconv/core";
 * import { optimizers } from "@sepconv/layers";
 * const w = variable([[0, 0], [0, 0]]);
 * const optimizer = new optimizers.Muon({ learningRate: 1, rmsRate: null, nsSteps: 0 });
 * optimizer.apply([tensor([[3, 0], [0, 4]])], [w]);
 * await w.array(); // [[-0.6, 0], [0, -0.8]]
 */
export class Muon extends Optimizer {
  readonly adam: Moments;
  readonly adamWeightDecay: number | null;
  readonly adamLrRatio: number;
  readonly excludeLayers: readonly string[];
  readonly excludeEmbeddings: boolean;
  readonly quintic: Quintic;
  readonly momentum: number;
  readonly nsSteps: number;
  readonly nesterov: boolean;
  readonly rmsRate: number | null;

  constructor(options: MuonOptions = {}) {
    super("Muon", options, { names, learningRate: 0.001, weightDecay: 0.004 });
    const finite = (name: "muonA" | "muonB" | "muonC" | "adamLrRatio", initial: number): number =>
      finiteNumber("Muon", name, options[name] ?? initial);
    const { adamWeightDecay = 0.004, rmsRate = 0.2 } = options;
    this.adam = {
      beta1: numberBetween("Muon", "adamBeta1", options.adamBeta1 ?? 0.9, 0, 1),
      beta2: numberBetween("Muon", "adamBeta2", options.adamBeta2 ?? 0.999, 0, 1),
      epsilon: finiteNumber("Muon", "epsilon", options.epsilon ?? 1e-7, 0),
    };
    this.adamWeightDecay = adamWeightDecay === null ? null : finiteNumber("Muon", "adamWeightDecay", adamWeightDecay);
    this.adamLrRatio = finite("adamLrRatio", 1);
    this.excludeLayers = options.excludeLayers ?? [];
    this.excludeEmbeddings = boolean("Muon", "excludeEmbeddings", options.excludeEmbeddings ?? true);
    this.quintic = { a: finite("muonA", 3.4445), b: finite("muonB", -4.775), c: finite("muonC", 2.0315) };
    this.momentum = numberBetween("Muon", "momentum", options.momentum ?? 0.95, 0, 1);
    this.nsSteps = wholeNumber("Muon", "nsSteps", options.nsSteps ?? 5, 0);
    this.nesterov = boolean("Muon", "nesterov", options.nesterov ?? true);
    this.rmsRate = rmsRate === null ? null : finiteNumber("Muon", "rmsRate", rmsRate);
  }

  override getConfig(options?: DialectOption): Config {
    return {
      ...super.getConfig(options),
      adam_beta_1: this.adam.beta1,
      adam_beta_2: this.adam.beta2,
      epsilon: this.adam.epsilon,
      exclude_layers: this.excludeLayers,
      muon_a: this.quintic.a,
      muon_b: this.quintic.b,
      muon_c: this.quintic.c,
      adam_lr_ratio: this.adamLrRatio,
      momentum: this.momentum,
      ns_steps: this.nsSteps,
      nesterov: this.nesterov,
      exclude_embeddings: this.excludeEmbeddings,
      adam_weight_decay: this.adamWeightDecay,
      rms_rate: this.rmsRate,
    };
  }

  protected override createSlots(variables: readonly Variable[]): void {
    for (const variable of variables) {
      this.addSlot(variable, "momentum");
      if (this.#isAdams(variable)) this.addSlot(variable, "velocity");
    }
  }

  protected override weightDecayOf(variable: Variable): number | null {
    return this.#isAdams(variable) ? this.adamWeightDecay : super.weightDecayOf(variable);
  }

  protected override updateStep(update: UpdateStep): void {
    if (this.#isAdams(update.variable)) this.#adamStep(update);
    else this.#muonStep(update);
  }

  #muonStep({ variable, gradient, rate, slot }: UpdateStep): void {
    const m = slot("momentum");
    m.assign(add(m, add(gradient, mul(m, this.momentum - 1))));
    const towards = this.nesterov ? add(gradient, mul(m, this.momentum)) : m;
    const d = orthogonalized(towards, this.quintic, this.nsSteps);
    const size = this.rmsRate === null ? 1 : Math.sqrt(Math.max(...variable.shape)) * this.rmsRate;
    variable.assign(sub(variable, mul(mul(d, rate), size)));
  }

  #adamStep({ variable, gradient, rate, step, round, slot }: UpdateStep): void {
    const numbers = adamNumbers(round(rate * this.adamLrRatio), this.adam, step, round);
    optimizerUpdate("adam", variable, gradient, [slot("momentum"), slot("velocity")], numbers);
  }

  #isAdams({ name, shape }: Variable): boolean {
    if (shape.length !== 2 || (this.excludeEmbeddings && name.toLowerCase().includes("embedding"))) return true;
    return this.excludeLayers.some((keyword) => new RegExp(keyword).test(name));
  }
}
