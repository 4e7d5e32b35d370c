import { ArgumentError } from "@sepconv/backend";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { Activation } from "./activation.js";
import { keras3Only } from "./keras3-only.js";

/** How `serializeActivation` writes. */
export interface ActivationSerialization extends DialectOption {
  /** The name under which a function of one's own is registered, if it is. */
  readonly registeredName?: (compute: CallableFunction) => string | undefined;
}

/** What Keras 2 calls otherwise. */
const keras2Names: Readonly<Record<string, string>> = { silu: "swish", hard_sigmoid_keras2: "hard_sigmoid" };

/**
 * An activation as Keras writes it into configurations: its name, or an object for a registered function and for a layer
 * that serves as one. Keras 2's hard_sigmoid is "hard_sigmoid_keras2" for Keras 3, which has no such function and says so
 * when it reads it.
 *
 * @throws ArgumentError for a function of one's own that is not registered, and for what the version of Keras lacks.
 */
export function serializeActivation(activation: Activation, options: ActivationSerialization = {}): string | Config {
  const { dialect = "keras3" } = options;
  if (activation.serialized) return activation.serialized({ dialect });
  if (activation.own) return serializedFunction(activation.activationName, options.registeredName?.(activation.own));
  const name = activation.activationName;
  if (dialect === "keras3") return name;
  if (!keras3Only.includes(name) && name !== "hard_sigmoid") return keras2Names[name] ?? name;
  throw new ArgumentError({
    where: "serializeActivation",
    problem: `Keras 2 has no activation that computes "${name}"`,
    remedy: "Write it for Keras 3.",
  });
}

function serializedFunction(name: string, registered: string | undefined): Config {
  if (registered !== undefined) {
    return { module: null, class_name: "function", config: registered, registered_name: registered };
  }
  throw new ArgumentError({
    where: "serializeActivation",
    problem: `the function "${name}" is not registered`,
    expected: "an activation of Keras, or a function that registerSerializable knows",
    remedy: "Register it before the layer is written.",
  });
}
