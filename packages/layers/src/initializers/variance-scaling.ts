import { ArgumentError, elementCount } from "@sepconv/backend";
import { checkOptions, finiteNumber, oneOf, type RandomSource } from "@sepconv/core";
import type { Config } from "../config.js";
import { type FanAxes, type Fans, fanAxes, fansOf } from "./fans.js";
import { type Initializer, makeRandomInitializer, type SeedOptions } from "./initializer.js";

/** The standard deviation of a standard normal distribution that is cut at ±2. */
const truncatedStddev = 0.8796256610342398;

const modes = ["fan_in", "fan_out", "fan_avg"] as const;
const distributions = ["truncated_normal", "untruncated_normal", "uniform", "normal"] as const;

type Mode = (typeof modes)[number];
type Distribution = (typeof distributions)[number];

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
  const distribution = oneOf(where, "distribution", options.distribution ?? "truncated_normal", distributions);
  const scaling: Scaling = {
    scale: finiteNumber(where, "scale", options.scale ?? 1),
    mode: oneOf(where, "mode", options.mode ?? "fan_in", modes),
    distribution: distribution === "normal" ? "truncated_normal" : distribution,
  };
  if (scaling.scale <= 0) {
    const expected = "a number above 0";
    throw new ArgumentError({ where, problem: "scale is not valid", expected, got: scaling.scale });
  }
  return scaled(where, options, scaling, { ...scaling });
}

/** Evenly distributed on ±√(6 / (fanIn + fanOut)). @see Glorot and Bengio, AISTATS 2010 */
export const glorotUniform: FanInitializer = (options) =>
  preset("GlorotUniform", { scale: 1, mode: "fan_avg", distribution: "uniform" }, options);
/** Truncated normal, variance 2 / (fanIn + fanOut) */
export const glorotNormal: FanInitializer = (options) =>
  preset("GlorotNormal", { scale: 1, mode: "fan_avg", distribution: "truncated_normal" }, options);
/** Evenly distributed on ±√(6 / fanIn). @see https://arxiv.org/abs/1502.01852 */
export const heUniform: FanInitializer = (options) =>
  preset("HeUniform", { scale: 2, mode: "fan_in", distribution: "uniform" }, options);
/** Truncated normal, variance 2 / fanIn */
export const heNormal: FanInitializer = (options) =>
  preset("HeNormal", { scale: 2, mode: "fan_in", distribution: "truncated_normal" }, options);
/** Evenly distributed on ±√(3 / fanIn) */
export const lecunUniform: FanInitializer = (options) =>
  preset("LecunUniform", { scale: 1, mode: "fan_in", distribution: "uniform" }, options);
/** Truncated normal, variance 1 / fanIn */
export const lecunNormal: FanInitializer = (options) =>
  preset("LecunNormal", { scale: 1, mode: "fan_in", distribution: "truncated_normal" }, options);

function preset(className: string, scaling: Scaling, options: FanOptions = {}): Initializer {
  checkOptions(className, options, fanOptionNames);
  return scaled(className, options, scaling, {});
}

function scaled(className: string, options: FanOptions, scaling: Scaling, config: Config): Initializer {
  const inputAxes = fanAxes(className, "inputAxes", options.inputAxes);
  const outputAxes = fanAxes(className, "outputAxes", options.outputAxes);
  return makeRandomInitializer(
    className,
    options,
    (dialect) => ({ ...config, ...(dialect === "keras3" && { input_axes: inputAxes, output_axes: outputAxes }) }),
    (source, shape) => draw(source, elementCount(shape), fansOf(className, shape, { inputAxes, outputAxes }), scaling),
  );
}

function draw(
  source: RandomSource,
  count: number,
  { fanIn, fanOut }: Fans,
  { scale, mode, distribution }: Scaling,
): Float64Array {
  const n = mode === "fan_in" ? fanIn : mode === "fan_out" ? fanOut : (fanIn + fanOut) / 2;
  const stddev = Math.sqrt(scale / Math.max(1, n));
  if (distribution === "uniform") return source.uniform(count, -Math.sqrt(3) * stddev, Math.sqrt(3) * stddev);
  if (distribution === "untruncated_normal") return source.normal(count, 0, stddev);
  return source.truncatedNormal(count, 0, stddev / truncatedStddev);
}
