import { getInitializer, type InitializerLike } from "./get-initializer.js";
import type { Initializer } from "./initializer.js";

export { ones, zeros } from "./constants.js";
export type { InitializerLike } from "./get-initializer.js";
export { glorotUniform } from "./glorot-uniform.js";
export type { Initializer, InitializerOptions } from "./initializer.js";

/** The initializer that a name, an object or a serialized form stands for. @throws ArgumentError for an unknown one. */
export function get(identifier: InitializerLike): Initializer {
  return getInitializer("initializers.get", "identifier", identifier);
}
