import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { registeredPart, registeredPartName } from "../serialization/registered-part.js";
import { getRegularizer, type RegularizerLike, serializeRegularizer } from "./get-regularizer.js";
import type { Regularizer } from "./regularizer.js";

export type { RegularizerLike } from "./get-regularizer.js";
export { type OrthogonalRegularizerOptions, orthogonalRegularizer } from "./orthogonal-regularizer.js";
export { type L1L2Options, type L1Options, type L2Options, l1, l1l2, l2 } from "./penalties.js";
export type { Regularizer } from "./regularizer.js";

/**
 * The regularizer that a name, an object, a function or a serialized form stands for; null is none.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { regularizers } from "@sepconv/layers";
 * regularizers.get("l2")(tensor([3, 4])).dataSync(); // [0.25]
 * regularizers.get({ class_name: "L1", config: { l1: 0.5 } })(tensor([3, -4])).dataSync(); // [3.5]
 */
export function get(identifier: null, options?: DialectOption): null;
export function get(identifier: RegularizerLike, options?: DialectOption): Regularizer;
export function get(identifier: RegularizerLike | null, options?: DialectOption): Regularizer | null {
  return getRegularizer("regularizers.get", "identifier", identifier, { ...options, custom: registeredPart });
}

/** A regularizer as Keras writes it; one of one's own by the name under which it is registered. */
export function serialize(regularizer: Regularizer, options?: DialectOption): Config {
  return serializeRegularizer(regularizer, { ...options, registeredName: registeredPartName });
}
