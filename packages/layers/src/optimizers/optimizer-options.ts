import { ArgumentError } from "@sepconv/backend";
import { boolean, checkOptions, finiteNumber, numberBetween, warn, wholeNumber } from "@sepconv/core";
import { uniqueName } from "../unique-name.js";
import type { LearningRateLike } from "./learning-rate.js";

/** What every optimizer's constructor takes. */
export interface OptimizerOptions {
  /** A number, a variable of one number, a schedule or its serialized form, or a function of the step. */
  readonly learningRate?: LearningRateLike;
  /** The share, times the learning rate, that variables lose with each update: decoupled decay. Default: none. */
  readonly weightDecay?: number | null;
  /** The norm that each gradient is cut down to. Default: none; 0 is none as well. */
  readonly clipnorm?: number | null;
  /** What no element of a gradient goes beyond, to either side. Default: none; 0 is none as well. */
  readonly clipvalue?: number | null;
  /** The norm that all gradients together are cut down to. Default: none; 0 is none as well. */
  readonly globalClipnorm?: number | null;
  /** Whether a moving average of the variables is kept, which `finalizeVariableValues` gives them. Default: false. */
  readonly useEma?: boolean;
  /** The share of the average that stays in each step. Default: 0.99. */
  readonly emaMomentum?: number;
  /** After how many updates, again and again, variables get their averages. Default: null, at the end alone. */
  readonly emaOverwriteFrequency?: number | null;
  /** What `scaleLoss` multiplies the loss with, and gradients are divided by. Default: none. */
  readonly lossScaleFactor?: number | null;
  /** How many steps' gradients, at least 2, are averaged for one update. Default: none, each step updates. */
  readonly gradientAccumulationSteps?: number | null;
  /** Default: Keras' automatic name, such as "adam". */
  readonly name?: string;
  /** Keras 2's decay of the learning rate: there is a warning, and it is ignored, as in Keras 3. */
  readonly decay?: number | null;
}

/** The names of the options that optimizers have in common. */
const commonNames = [
  "learningRate",
  "weightDecay",
  "clipnorm",
  "clipvalue",
  "globalClipnorm",
  "useEma",
  "emaMomentum",
  "emaOverwriteFrequency",
  "lossScaleFactor",
  "gradientAccumulationSteps",
  "name",
  "decay",
];

/** What a class of optimizers has of its own: names of options, and defaults. */
export interface OwnOptions {
  readonly names: readonly string[];
  readonly learningRate: number;
  /** Default: null, none. */
  readonly weightDecay?: number | null;
}

/** The options that optimizers have in common, examined and with defaults. */
export type OptimizerSettings = Required<Omit<OptimizerOptions, "learningRate" | "decay">>;

/** @throws ArgumentError for unknown options, and for values that are none. */
export function optimizerSettings(where: string, options: OptimizerOptions, own: OwnOptions): OptimizerSettings {
  checkOptions(where, options, [...own.names, ...commonNames]);
  if ((options.decay ?? null) !== null) warn(`${where}: decay is no longer supported and will be ignored`);
  const atLeast = (name: keyof OptimizerOptions, least: number): number | null => {
    const value = options[name] ?? null;
    return value === null ? null : finiteNumber(where, name, value, least);
  };
  const counted = (name: keyof OptimizerOptions, least: number): number | null => {
    const value = options[name] ?? null;
    return value === null ? null : wholeNumber(where, name, value, least);
  };
  const { useEma = false, emaMomentum = 0.99, name, weightDecay = own.weightDecay ?? null } = options;
  const settings: OptimizerSettings = {
    name: name ?? uniqueName(where),
    weightDecay: weightDecay === null ? null : finiteNumber(where, "weightDecay", weightDecay),
    clipnorm: atLeast("clipnorm", 0),
    clipvalue: atLeast("clipvalue", 0),
    globalClipnorm: atLeast("globalClipnorm", 0),
    useEma: boolean(where, "useEma", useEma),
    emaMomentum: numberBetween(where, "emaMomentum", emaMomentum, 0, 1),
    emaOverwriteFrequency: counted("emaOverwriteFrequency", 1),
    lossScaleFactor: atLeast("lossScaleFactor", Number.MIN_VALUE),
    gradientAccumulationSteps: counted("gradientAccumulationSteps", 2),
  };
  const clips = { clipnorm: settings.clipnorm, clipvalue: settings.clipvalue, globalClipnorm: settings.globalClipnorm };
  if (Object.values(clips).filter((clip) => clip !== null).length <= 1) return settings;
  throw new ArgumentError({
    where,
    problem: "gradients are clipped in two ways",
    expected: "one of clipnorm, clipvalue and globalClipnorm",
    got: clips,
  });
}
