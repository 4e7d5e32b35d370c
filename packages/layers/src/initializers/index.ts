import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { registeredPart, registeredPartName } from "../serialization/registered-part.js";
import { getInitializer, type InitializerLike, serializeInitializer } from "./get-initializer.js";
import type { Initializer } from "./initializer.js";

export { type ConstantOptions, constant, ones, zeros } from "./constants.js";
export type { InitializerLike } from "./get-initializer.js";
export { type IdentityOptions, identity } from "./identity.js";
export type { Initializer, InitializerOptions, SeedOptions } from "./initializer.js";
export { type OrthogonalOptions, orthogonal } from "./orthogonal.js";
export {
  type RandomNormalOptions,
  type RandomUniformOptions,
  randomNormal,
  randomUniform,
  truncatedNormal,
} from "./random.js";
export { type StftOptions, stft } from "./stft.js";
export {
  type FanInitializer,
  type FanOptions,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  type VarianceScalingOptions,
  varianceScaling,
} from "./variance-scaling.js";

/**
 * The initializer that a name, an object, a function, a value or a serialized form stands for; null is none.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 * @example
 * import { initializers } from "@sepconv/layers";
 * initializers.get("ones")([2, 2]).dataSync(); // [1, 1, 1, 1]
 * initializers.get({ class_name: "Constant", config: { value: 3 } })([2]).dataSync(); // [3, 3]
 */
export function get(identifier: null, options?: DialectOption): null;
export function get(identifier: InitializerLike, options?: DialectOption): Initializer;
export function get(identifier: InitializerLike | null, options?: DialectOption): Initializer | null {
  return identifier === null
    ? null
    : getInitializer("initializers.get", "identifier", identifier, { ...options, custom: registeredPart });
}

/** An initializer as Keras writes it; one of one's own by the name under which it is registered. */
export function serialize(initializer: Initializer, options?: DialectOption): Config {
  return serializeInitializer(initializer, { ...options, registeredName: registeredPartName });
}
