import { type Activation, type ActivationLike, getActivation } from "./get-activation.js";

export type { Activation, ActivationLike } from "./get-activation.js";

/** The activation that a name stands for; null is linear. @throws ArgumentError for an unknown one. */
export function get(identifier: ActivationLike): Activation {
  return getActivation("activations.get", identifier);
}
