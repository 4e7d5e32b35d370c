import type { Tensor } from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import {
  type OwnPart,
  type PartFamily,
  type PartLookup,
  type PartSerialization,
  resolvePart,
  serializePart,
} from "../named-part.js";
import type { Constraint } from "./constraint.js";
import { nonNeg } from "./non-negative.js";
import { maxNorm, minMaxNorm, unitNorm } from "./norms.js";
import { ownConstraint } from "./own-constraint.js";
import { radialConstraint } from "./radial-constraint.js";

/** A constraint, its name ("max_norm", "MaxNorm"), its serialized form, a function of a weight, or an object with `call`. */
export type ConstraintLike = Constraint | ((weight: Tensor) => Tensor) | OwnPart | string | Config;

const module = "keras.constraints";

const constraints: PartFamily<Constraint> = {
  module,
  classes: {
    MaxNorm: (config) => maxNorm(optionsFromConfig(config)),
    MinMaxNorm: (config) => minMaxNorm(optionsFromConfig(config)),
    NonNeg: (config, dialect) => nonNeg({ ...optionsFromConfig(config), dialect }),
    RadialConstraint: (config) => radialConstraint(optionsFromConfig(config)),
    UnitNorm: (config) => unitNorm(optionsFromConfig(config)),
  },
  only: { keras2: ["RadialConstraint"], keras3: [] },
  aliases: { keras2: { maxnorm: "MaxNorm", nonneg: "NonNeg", unitnorm: "UnitNorm" }, keras3: {} },
  own: ownConstraint,
};

/** The constraint that `identifier` names; null and undefined are none. @throws ArgumentError for an unknown one. */
export function getConstraint(
  where: string,
  argument: string,
  identifier: unknown,
  lookup?: PartLookup,
): Constraint | null {
  if (identifier === null || identifier === undefined) return null;
  return resolvePart(constraints, where, argument, identifier, lookup);
}

/** A constraint as Keras writes it. */
export function serializeConstraint(constraint: Constraint, options?: PartSerialization): Config {
  return serializePart(module, constraint, options);
}
