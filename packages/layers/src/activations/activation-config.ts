import type { Config } from "../config.js";
import type { Dialect } from "../dialect.js";
import { registeredPartName } from "../serialization/registered-part.js";
import type { Activation } from "./activation.js";
import { serializeActivation } from "./serialize-activation.js";

/**
 * A layer's activation as Keras writes it; a function that is not registered by its name, which `customObjects` can explain.
 *
 * @throws ArgumentError for a function without a name.
 */
export function activationConfig(activation: Activation, dialect: Dialect = "keras3"): string | Config {
  return serializeActivation(activation, {
    dialect,
    registeredName: (own) => registeredPartName(own) ?? (own.name || undefined),
  });
}
