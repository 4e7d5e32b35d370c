import { isConfig } from "../config.js";
import type { Dialect } from "../dialect.js";
import { registeredItem } from "../serialization/registry.js";
import { activationOfClass } from "./activation-classes.js";
import { type Activation, type ActivationLookup, getActivation } from "./get-activation.js";

/**
 * The activation of a layer: a name, a class of Keras' activation layers, a function, or one that is registered.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function layerActivation(where: string, identifier: unknown, dialect: Dialect = "keras3"): Activation {
  // Of Keras 3 a class's name is no activation, its serialized form is one.
  const classesCount = dialect === "keras2" || typeof identifier !== "string";
  const custom: ActivationLookup["custom"] = (name, config) =>
    classesCount ? activationOfClass(name, config) : undefined;
  const names = isConfig(identifier)
    ? [identifier["registered_name"], identifier["class_name"], identifier["config"]]
    : [identifier];
  const own = names.map(registeredItem).find((item) => item !== undefined);
  return getActivation(where, own ?? identifier, { dialect, custom });
}
