import { ArgumentError, elementCount } from "@sepconv/backend";
import {
  checkOptions,
  finiteNumber,
  normalNumbers,
  oneOf,
  type RandomSource,
  truncatedNormalNumbers,
} from "@sepconv/core";
import type { Config } from "../config.js";
import { type FanAxes, fanAxes, fansOf } from "./fans.js";
import { type Initializer, makeRandomInitializer, type SeedOptions } from "./initializer.js";

/** The standard deviation of a standard normal distribution that is cut at ±2. */
const truncatedStddev = 0.8796256610342398;

/** Draws numbers with mean 0 and a standard deviation. */
type Distribution = (source: RandomSource, count: number, stddev: number) => Float64Array;

const uniform: Distribution = (source, count, stddev) => {
  const most = Math.sqrt(3) * stddev;
  return source.uniform(count, -most, most);
};
const normal: Distribution = (source, count, stddev) => normalNumbers(source, count, 0, stddev);
const truncated: Distribution = (source, count, stddev) =>
  truncatedNormalNumbers(source, count, 0, stddev / truncatedStddev);

type Mode = "fan_in" | "fan_out" | "fan_avg";

/** What initializers take whose spread follows from a weight's fans. */
export interface FanOptions extends SeedOptions, FanAxes {}

export interface VarianceScalingOptions extends FanOptions {
  /** Default: 1. */
  readonly scale?: number;
  /** "fan_in" (default), "fan_out" or "fan_avg". */
  readonly mode?: string;
  /** "truncated_normal" (default, also "normal"), "untruncated_normal" or "uniform". */
  readonly distribution?: string;
}

/** Makes an initializer whose spread follows from a weight's fans. */
export type FanInitializer = (options?: FanOptions) => Initializer;

interface Scaling {
  readonly scale: number;
  readonly mode: Mode;
  readonly distribution: Distribution;
}

const fanOptionNames = ["seed", "inputAxes", "outputAxes"];

/**
 * Random numbers with mean 0 and variance scale / n, n the number of inputs, outputs, or their mean, at least 1.
 *
 * @throws ArgumentError where scale is not positive, or mode or distribution is unknown.
 * @see https://keras.io/api/layers/initializers/
 */
export function varianceScaling(options: VarianceScalingOptions = {}): Initializer {
  const where = "VarianceScaling";
  checkOptions(where, options, [...fanOptionNames, "scale", "mode", "distribution"]);
  const named = oneOf(where, "distribution", options.distribution ?? "truncated_normal", [
    "truncated_normal",
    "untruncated_normal",
    "uniform",
    "normal",
  ]);
  const scale = finiteNumber(where, "scale", options.scale ?? 1);
  const mode = oneOf(where, "mode", options.mode ?? "fan_in", ["fan_in", "fan_out", "fan_avg"]);
  if (scale <= 0) {
    const expected = "a number above 0";
    throw new ArgumentError({ where, problem: "scale is not valid", expected, got: scale });
  }
  const distribution = named === "uniform" ? uniform : named === "untruncated_normal" ? normal : truncated;
  const config = { scale, mode, distribution: named === "normal" ? "truncated_normal" : named };
  return scaled(where, options, { scale, mode, distribution }, config);
}

/** Evenly distributed on ±√(6 / (fanIn + fanOut)). @see Glorot and Bengio, AISTATS 2010 */
export const glorotUniform: FanInitializer = (options) =>
  preset("GlorotUniform", { scale: 1, mode: "fan_avg", distribution: uniform }, options);
/** Truncated normal, variance 2 / (fanIn + fanOut) */
export const glorotNormal: FanInitializer = (options) =>
  preset("GlorotNormal", { scale: 1, mode: "fan_avg", distribution: truncated }, options);
/** Evenly distributed on ±√(6 / fanIn). @see https://arxiv.org/abs/1502.01852 */
export const heUniform: FanInitializer = (options) =>
  preset("HeUniform", { scale: 2, mode: "fan_in", distribution: uniform }, options);
/** Truncated normal, variance 2 / fanIn */
export const heNormal: FanInitializer = (options) =>
  preset("HeNormal", { scale: 2, mode: "fan_in", distribution: truncated }, options);
/** Evenly distributed on ±√(3 / fanIn) */
export const lecunUniform: FanInitializer = (options) =>
  preset("LecunUniform", { scale: 1, mode: "fan_in", distribution: uniform }, options);
/** Truncated normal, variance 1 / fanIn */
export const lecunNormal: FanInitializer = (options) =>
  preset("LecunNormal", { scale: 1, mode: "fan_in", distribution: truncated }, options);

function preset(className: string, scaling: Scaling, options: FanOptions = {}): Initializer {
  checkOptions(className, options, fanOptionNames);
  return scaled(className, options, scaling, {});
}

function scaled(
  className: string,
  options: FanOptions,
  { scale, mode, distribution }: Scaling,
  config: Config,
): Initializer {
  const inputAxes = fanAxes(className, "inputAxes", options.inputAxes);
  const outputAxes = fanAxes(className, "outputAxes", options.outputAxes);
  return makeRandomInitializer(
    className,
    options,
    (dialect) => ({ ...config, ...(dialect === "keras3" && { input_axes: inputAxes, output_axes: outputAxes }) }),
    (source, shape) => {
      const { fanIn, fanOut } = fansOf(className, shape, { inputAxes, outputAxes });
      const n = mode === "fan_in" ? fanIn : mode === "fan_out" ? fanOut : (fanIn + fanOut) / 2;
      return distribution(source, elementCount(shape), Math.sqrt(scale / Math.max(1, n)));
    },
  );
}
