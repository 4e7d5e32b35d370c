import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { activationOfClass } from "./activation-classes.js";
import * as elementwise from "./elementwise.js";
import { type Activation, type ActivationLike, type ActivationLookup, getActivation } from "./get-activation.js";
import { linear } from "./linear.js";
import * as parameterized from "./parameterized.js";
import { serializeActivation } from "./serialize-activation.js";

export {
  exponential,
  hardSigmoid,
  hardSigmoidKeras2,
  hardSilu,
  hardSwish,
  hardTanh,
  logSigmoid,
  mish,
  relu6,
  selu,
  sigmoid,
  silu,
  softplus,
  softsign,
  sparsePlus,
  sparseSigmoid,
  swish,
  tanh,
  tanhShrink,
} from "./elementwise.js";
export type { Activation, ActivationLike, ActivationParameters } from "./get-activation.js";
export { linear } from "./linear.js";
export {
  celu,
  elu,
  gelu,
  glu,
  hardShrink,
  leakyRelu,
  logSoftmax,
  relu,
  softmax,
  softShrink,
  sparsemax,
  squareplus,
  threshold,
} from "./parameterized.js";

const functions: readonly Activation[] = [linear, ...Object.values(elementwise), ...Object.values(parameterized)];

/**
 * The activation that a name, a class or a serialized form stands for; null is linear. Of a name it is the function that
 * is exported here, with its options.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 * @example
 * import { tensor } from "@sepconv/core";
 * import { activations } from "@sepconv/layers";
 * activations.get("hard_sigmoid")(tensor([1.5])).dataSync(); // [0.75]
 * activations.get("hard_sigmoid", { dialect: "keras2" })(tensor([1.5])).dataSync(); // [0.8]
 */
export function get(identifier: ActivationLike, options: DialectOption = {}): Activation {
  return getAnyActivation("activations.get", identifier, options);
}

/** An activation as Keras writes it into configurations. @throws ArgumentError for a function that is not registered. */
export function serialize(activation: ActivationLike, options: DialectOption = {}): string | Config {
  return serializeActivation(get(activation, options), options);
}

/** `getActivation` with everything that it can find, for those who read what a file says. @internal */
export function getAnyActivation(where: string, identifier: unknown, lookup: ActivationLookup = {}): Activation {
  // Of Keras 3 a class's name is no activation, its serialized form is one.
  const classesCount = lookup.dialect === "keras2" || typeof identifier !== "string";
  const custom: ActivationLookup["custom"] = (name, config) => {
    if (name === "threshold" && lookup.dialect !== "keras2") return parameterized.threshold;
    return classesCount ? activationOfClass(name, config) : undefined;
  };
  const found = getActivation(where, identifier, {
    ...lookup,
    custom: (name, config) => lookup.custom?.(name, config) ?? custom(name, config),
  });
  const exported = found.own === undefined && found.serialized === undefined;
  return (exported && functions.find(({ activationName }) => activationName === found.activationName)) || found;
}
