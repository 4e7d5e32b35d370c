import { elementCount } from "@sepconv/backend";
import { checkOptions, finiteNumber, normalNumbers, truncatedNormalNumbers } from "@sepconv/core";
import { type Initializer, makeRandomInitializer, type SeedOptions } from "./initializer.js";

export interface RandomUniformOptions extends SeedOptions {
  /** Default: -0.05. */
  readonly minval?: number;
  /** Default: 0.05. */
  readonly maxval?: number;
}

/** Evenly distributed from `minval` up to `maxval`. @throws ArgumentError for a bound that is no finite number. */
export function randomUniform(options: RandomUniformOptions = {}): Initializer {
  const where = "RandomUniform";
  checkOptions(where, options, ["minval", "maxval", "seed"]);
  const minval = finiteNumber(where, "minval", options.minval ?? -0.05);
  const maxval = finiteNumber(where, "maxval", options.maxval ?? 0.05);
  const config = () => ({ minval, maxval });
  return makeRandomInitializer(where, options, config, (source, shape) =>
    source.uniform(elementCount(shape), minval, maxval),
  );
}

export interface RandomNormalOptions extends SeedOptions {
  /** Default: 0. */
  readonly mean?: number;
  /** Default: 0.05. */
  readonly stddev?: number;
}

/** Normally distributed. @throws ArgumentError for a parameter that is no finite number. */
export function randomNormal(options: RandomNormalOptions = {}): Initializer {
  return normal("RandomNormal", options, normalNumbers);
}

/** Normally distributed, numbers further than two standard deviations from the mean left out. @throws ArgumentError for a parameter that is no finite number. */
export function truncatedNormal(options: RandomNormalOptions = {}): Initializer {
  return normal("TruncatedNormal", options, truncatedNormalNumbers);
}

function normal(where: string, options: RandomNormalOptions, draw: typeof normalNumbers): Initializer {
  checkOptions(where, options, ["mean", "stddev", "seed"]);
  const mean = finiteNumber(where, "mean", options.mean ?? 0);
  const stddev = finiteNumber(where, "stddev", options.stddev ?? 0.05);
  const config = () => ({ mean, stddev });
  return makeRandomInitializer(where, options, config, (source, shape) =>
    draw(source, elementCount(shape), mean, stddev),
  );
}
