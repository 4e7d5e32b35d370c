import { layerActivation } from "./activations/layer-activation.js";
import { getConstraint } from "./constraints/get-constraint.js";
import { getInitializer } from "./initializers/get-initializer.js";
import { getRegularizer } from "./regularizers/get-regularizer.js";
import { registeredPart } from "./serialization/registered-part.js";
import type { Vocabulary } from "./vocabulary.js";

/** The vocabulary of Keras: every name and serialized form, what is registered, and whatever has no name. */
export const kerasNames: Vocabulary = {
  activation: (where, _argument, identifier, dialect) => layerActivation(where, identifier, dialect),
  initializer: (where, argument, identifier, dialect) =>
    getInitializer(where, argument, identifier, { dialect, custom: registeredPart }),
  regularizer: (where, argument, identifier, dialect) =>
    getRegularizer(where, argument, identifier, { dialect, custom: registeredPart }),
  constraint: (where, argument, identifier, dialect) =>
    getConstraint(where, argument, identifier, { dialect, custom: registeredPart }),
};
