import { boolean, checkOptions, numberBetween } from "@sepconv/core";
import { makeSchedule, type Schedule } from "./schedule.js";

const least = Number.MIN_VALUE;
const most = Number.MAX_VALUE;

export interface DecayOptions {
  /** The rate at step 0. */
  readonly initialLearningRate: number;
  /** Steps after which the rate has decayed once. */
  readonly decaySteps: number;
  readonly name?: string;
}

export interface RateDecayOptions extends DecayOptions {
  readonly decayRate: number;
  /** Whether the rate falls in steps, once every `decaySteps`. Default: false. */
  readonly staircase?: boolean;
}

const decayNames = ["initialLearningRate", "decaySteps", "name"];

/**
 * `rate = initial · decayRate^(step / decaySteps)`
 *
 * @example
 * import { schedules } from "@sepconv/layers";
 * const rate = schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });
 * rate(200); // 0.025
 */
export function exponentialDecay(options: RateDecayOptions): Schedule {
  const { initial, over, rate, config } = rateDecay("ExponentialDecay", options);
  return makeSchedule("ExponentialDecay", config, (step) => initial * rate ** over(step));
}

/** `rate = initial / (1 + decayRate · step / decaySteps)` */
export function inverseTimeDecay(options: RateDecayOptions): Schedule {
  const { initial, over, rate, config } = rateDecay("InverseTimeDecay", options);
  return makeSchedule("InverseTimeDecay", config, (step) => initial / (1 + rate * over(step)));
}

function rateDecay(where: string, options: RateDecayOptions) {
  checkOptions(where, options, [...decayNames, "decayRate", "staircase"]);
  const initial = numberBetween(where, "initialLearningRate", options.initialLearningRate, 0, most);
  const steps = numberBetween(where, "decaySteps", options.decaySteps, least, most);
  const rate = numberBetween(where, "decayRate", options.decayRate, 0, most);
  const staircase = boolean(where, "staircase", options.staircase ?? false);
  const over = (step: number): number => (staircase ? Math.floor(step / steps) : step / steps);
  const config = {
    initial_learning_rate: initial,
    decay_steps: steps,
    decay_rate: rate,
    staircase,
    name: options.name ?? where,
  };
  return { initial, over, rate, config };
}

export interface PiecewiseOptions {
  /** The last steps of each value but the last, rising. */
  readonly boundaries: readonly number[];
  /** One value more than boundaries. */
  readonly values: readonly number[];
  readonly name?: string;
}

/** `values[i]` up to and with step `boundaries[i]`. */
export function piecewiseConstantDecay(options: PiecewiseOptions): Schedule {
  const where = "PiecewiseConstantDecay";
  checkOptions(where, options, ["boundaries", "values", "name"]);
  const { boundaries, values } = options;
  numberBetween(where, "number of values", values?.length - boundaries?.length, 1, 1);
  const config = { boundaries, values, name: options.name ?? "PiecewiseConstant" };
  return makeSchedule(where, config, (step) => {
    const index = boundaries.findIndex((boundary) => step <= boundary);
    return values.at(index) ?? Number.NaN;
  });
}

export interface PolynomialOptions extends DecayOptions {
  /** Default: 0.0001. */
  readonly endLearningRate?: number;
  /** Default: 1, a straight line. */
  readonly power?: number;
  /** Whether it begins again, over ever more steps, once it is through. Default: false. */
  readonly cycle?: boolean;
}

/** `rate = (initial − end) · (1 − step / decaySteps)^power + end` */
export function polynomialDecay(options: PolynomialOptions): Schedule {
  const where = "PolynomialDecay";
  checkOptions(where, options, [...decayNames, "endLearningRate", "power", "cycle"]);
  const initial = numberBetween(where, "initialLearningRate", options.initialLearningRate, 0, most);
  const steps = numberBetween(where, "decaySteps", options.decaySteps, least, most);
  const end = numberBetween(where, "endLearningRate", options.endLearningRate ?? 0.0001, 0, most);
  const power = numberBetween(where, "power", options.power ?? 1, 0, most);
  const cycle = boolean(where, "cycle", options.cycle ?? false);
  const config = {
    initial_learning_rate: initial,
    decay_steps: steps,
    end_learning_rate: end,
    power,
    cycle,
    name: options.name ?? where,
  };
  return makeSchedule(where, config, (step) => {
    const whole = cycle ? steps * Math.max(1, Math.ceil(step / steps)) : steps;
    const through = Math.min(step, whole) / whole;
    return (initial - end) * (1 - through) ** power + end;
  });
}
