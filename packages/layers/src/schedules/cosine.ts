import { checkOptions, numberBetween } from "@sepconv/core";
import type { DecayOptions } from "./decays.js";
import { makeSchedule, type Schedule } from "./schedule.js";

const least = Number.MIN_VALUE;
const most = Number.MAX_VALUE;

/** From `high` to `alpha` along half a cosine. */
const cosine = (through: number, alpha: number, high = 1): number =>
  (1 - alpha) * high * 0.5 * (1 + Math.cos(Math.PI * through)) + alpha;

export interface CosineDecayOptions extends DecayOptions {
  /** The share of the rate that stays at the end. Default: 0. */
  readonly alpha?: number;
  /** The rate after warming up, from which it then falls. Default: none, no warm-up. */
  readonly warmupTarget?: number | null;
  /** Steps of a straight rise to `warmupTarget`. Default: 0. */
  readonly warmupSteps?: number;
}

/**
 * `rate = r · ((1 − alpha)·(1 + cos(π·step/decaySteps))/2 + alpha)`, r the initial rate or the warm-up's target.
 *
 * @see https://arxiv.org/abs/1608.03983
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  const where = "CosineDecay";
  const names = ["initialLearningRate", "decaySteps", "alpha", "name", "warmupTarget", "warmupSteps"];
  checkOptions(where, options, names);
  const initial = numberBetween(where, "initialLearningRate", options.initialLearningRate, 0, most);
  const steps = numberBetween(where, "decaySteps", options.decaySteps, least, most);
  const alpha = numberBetween(where, "alpha", options.alpha ?? 0, 0, most);
  const target = options.warmupTarget ?? null;
  if (target !== null) numberBetween(where, "warmupTarget", target, 0, most);
  const warmup = numberBetween(where, "warmupSteps", options.warmupSteps ?? 0, 0, most);
  const config = {
    initial_learning_rate: initial,
    decay_steps: steps,
    alpha,
    name: options.name ?? where,
    warmup_target: target,
    warmup_steps: warmup,
  };
  return makeSchedule(where, config, (step) => {
    if (target === null) return initial * cosine(Math.min(step, steps) / steps, alpha);
    if (step < warmup) return initial + (target - initial) * (step / warmup);
    return target * cosine(Math.min(step - warmup, steps) / steps, alpha);
  });
}

export interface CosineDecayRestartsOptions {
  readonly initialLearningRate: number;
  /** Steps of the first period. */
  readonly firstDecaySteps: number;
  /** How much longer each period is than the one before. Default: 2. */
  readonly tMul?: number;
  /** The share of the rate that each period begins with. Default: 1. */
  readonly mMul?: number;
  /** The share of the rate that stays at a period's end. Default: 0. */
  readonly alpha?: number;
  readonly name?: string;
}

/** Cosine decay that begins anew. @see https://arxiv.org/abs/1608.03983 */
export function cosineDecayRestarts(options: CosineDecayRestartsOptions): Schedule {
  const where = "CosineDecayRestarts";
  checkOptions(where, options, ["initialLearningRate", "firstDecaySteps", "tMul", "mMul", "alpha", "name"]);
  const initial = numberBetween(where, "initialLearningRate", options.initialLearningRate, 0, most);
  const first = numberBetween(where, "firstDecaySteps", options.firstDecaySteps, least, most);
  const tMul = numberBetween(where, "tMul", options.tMul ?? 2, 1, most);
  const mMul = numberBetween(where, "mMul", options.mMul ?? 1, 0, most);
  const alpha = numberBetween(where, "alpha", options.alpha ?? 0, 0, most);
  const config = {
    initial_learning_rate: initial,
    first_decay_steps: first,
    t_mul: tMul,
    m_mul: mMul,
    alpha,
    name: options.name ?? "SGDRDecay",
  };
  return makeSchedule(where, config, (step) => {
    // Periods of first, first·tMul, first·tMul², … steps.
    let through = step / first;
    let period = 0;
    if (tMul === 1) {
      period = Math.floor(through);
      through -= period;
    } else {
      period = Math.floor(Math.log(1 - through * (1 - tMul)) / Math.log(tMul));
      through = (through - (1 - tMul ** period) / (1 - tMul)) / tMul ** period;
    }
    return initial * cosine(through, alpha, mMul ** period);
  });
}
