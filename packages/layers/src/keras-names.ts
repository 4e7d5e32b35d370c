import { layerActivation } from "./activations/layer-activation.js";
import { getConstraint } from "./constraints/get-constraint.js";
import { getInitializer } from "./initializers/get-initializer.js";
import type { Layer } from "./layer.js";
import { getRegularizer } from "./regularizers/get-regularizer.js";
import { registeredPart } from "./serialization/registered-part.js";
import type { Vocabulary } from "./vocabulary.js";

/** The vocabulary of Keras: every name and serialized form, what is registered, and whatever has no name. */
const kerasNames: Vocabulary = {
  activation: (where, _argument, identifier, dialect) => layerActivation(where, identifier, dialect),
  initializer: (where, argument, identifier, dialect) =>
    getInitializer(where, argument, identifier, { dialect, custom: registeredPart }),
  regularizer: (where, argument, identifier, dialect) =>
    getRegularizer(where, argument, identifier, { dialect, custom: registeredPart }),
  constraint: (where, argument, identifier, dialect) =>
    getConstraint(where, argument, identifier, { dialect, custom: registeredPart }),
};

/**
 * A class of layers that understands the names of Keras. It has the members and the prototype of the class without names,
 * so to `instanceof` the two are one.
 */
export function withNames<Class extends object & Pick<typeof Layer, "vocabulary">>(layerClass: Class): Class {
  return new Proxy(layerClass, {
    get: (target, key, receiver) => (key === "vocabulary" ? kerasNames : Reflect.get(target, key, receiver)),
  });
}
