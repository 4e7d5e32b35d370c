import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { registeredPart, registeredPartName } from "../serialization/registered-part.js";
import type { Constraint } from "./constraint.js";
import { type ConstraintLike, getConstraint, serializeConstraint } from "./get-constraint.js";

export type { Constraint } from "./constraint.js";
export type { ConstraintLike } from "./get-constraint.js";
export { nonNeg } from "./non-negative.js";
export {
  type MaxNormOptions,
  type MinMaxNormOptions,
  maxNorm,
  minMaxNorm,
  type NormOptions,
  unitNorm,
} from "./norms.js";
export { radialConstraint } from "./radial-constraint.js";

/**
 * The constraint that a name, an object, a function or a serialized form stands for; null is none.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { constraints } from "@sepconv/layers";
 * constraints.get("non_neg")(tensor([3, -4])).dataSync(); // [3, 0]
 */
export function get(identifier: null, options?: DialectOption): null;
export function get(identifier: ConstraintLike, options?: DialectOption): Constraint;
export function get(identifier: ConstraintLike | null, options?: DialectOption): Constraint | null {
  return getConstraint("constraints.get", "identifier", identifier, { ...options, custom: registeredPart });
}

/** A constraint as Keras writes it; one of one's own by the name under which it is registered. */
export function serialize(constraint: Constraint, options?: DialectOption): Config {
  return serializeConstraint(constraint, { ...options, registeredName: registeredPartName });
}
