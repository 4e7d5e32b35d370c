import { ArgumentError } from "@sepconv/backend";
import { type Config, optionsFromConfig, serializedParts } from "../config.js";
import { cosineDecay, cosineDecayRestarts } from "./cosine.js";
import { exponentialDecay, inverseTimeDecay, piecewiseConstantDecay, polynomialDecay } from "./decays.js";
import type { Schedule } from "./schedule.js";

export {
  type CosineDecayOptions,
  type CosineDecayRestartsOptions,
  cosineDecay,
  cosineDecayRestarts,
} from "./cosine.js";
export {
  type DecayOptions,
  exponentialDecay,
  inverseTimeDecay,
  type PiecewiseOptions,
  type PolynomialOptions,
  piecewiseConstantDecay,
  polynomialDecay,
  type RateDecayOptions,
} from "./decays.js";
export type { Schedule } from "./schedule.js";

const classes: Readonly<Record<string, (config: Config) => Schedule>> = {
  CosineDecay: (config) => cosineDecay(optionsFromConfig(config)),
  CosineDecayRestarts: (config) => cosineDecayRestarts(optionsFromConfig(config)),
  ExponentialDecay: (config) => exponentialDecay(optionsFromConfig(config)),
  InverseTimeDecay: (config) => inverseTimeDecay(optionsFromConfig(config)),
  PiecewiseConstantDecay: (config) => piecewiseConstantDecay(optionsFromConfig(config)),
  PolynomialDecay: (config) => polynomialDecay(optionsFromConfig(config)),
};

/** A schedule from itself or from its serialized form. @throws ArgumentError for an unknown class. */
export function get(identifier: Schedule | Config): Schedule {
  if (typeof identifier === "function") return identifier;
  const { className, config } = serializedParts("schedules.get", identifier);
  const make = Object.hasOwn(classes, className) ? classes[className] : undefined;
  if (make) return make(config);
  const expected = Object.keys(classes)
    .map((known) => `"${known}"`)
    .join(", ");
  throw new ArgumentError({ where: "schedules.get", problem: "schedule is unknown", expected, got: className });
}

/** A schedule as Keras 3 writes it. */
export function serialize(schedule: Schedule): Config {
  return {
    module: "keras.optimizers.schedules",
    class_name: schedule.className,
    config: schedule.getConfig(),
    registered_name: null,
  };
}
