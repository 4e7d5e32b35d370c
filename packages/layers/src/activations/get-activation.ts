import { ArgumentError, activationDerivatives, separateActivations, type UnaryKind } from "@sepconv/backend";
import { logSoftmax, type SoftmaxOptions, softmax, type Tensor } from "@sepconv/core";
import { type Config, isConfig } from "../config.js";
import type { Dialect, DialectOption } from "../dialect.js";
import { type Activation, activationOfKind, makeActivation } from "./activation.js";
import { activationOf } from "./activation-of.js";
import { celuOf } from "./celu.js";
import { gluOf } from "./glu.js";
import { keras3Only } from "./keras3-only.js";
import { sparsemaxOf } from "./sparsemax.js";

export type { Activation, ActivationParameters } from "./activation.js";

/** An activation, its name in Keras ("leaky_relu" or "leakyRelu"), a function of one's own, or null for none. */
export type ActivationLike = Activation | ((x: Tensor) => Tensor) | string | Config | null;

/** How `getActivation` understands names. */
export interface ActivationLookup extends DialectOption {
  /**
   * Asked for names and classes that are no activation's of Keras, such as those that a user has registered: the function
   * that `className` and `config` stand for, or undefined.
   */
  readonly custom?: (className: string, config: Config) => Activation | ((x: Tensor) => Tensor) | undefined;
}

/** `leakyRelu` → `leaky_relu`. A name that starts with a capital is a class's and stays unlike any function's. */
const kerasName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Kinds by name. */
const kinds: ReadonlyMap<string, UnaryKind> = new Map(
  [...(Object.keys(activationDerivatives) as UnaryKind[]), ...separateActivations].map((kind) => [
    kind === "exp" ? "exponential" : kerasName(kind),
    kind,
  ]),
);

/** Functions that no kind computes. */
const composed: ReadonlyMap<string, (x: Tensor, options?: SoftmaxOptions) => Tensor> = new Map([
  ["linear", (x) => x],
  ["softmax", softmax],
  ["log_softmax", logSoftmax],
  ["celu", (x) => celuOf(x, 1)],
  ["sparsemax", (x) => sparsemaxOf(x)],
  ["glu", (x) => gluOf(x, -1)],
]);

const aliases: ReadonlyMap<string, string> = new Map([
  ["swish", "silu"],
  ["hard_swish", "hard_silu"],
]);

/**
 * The activation that `identifier` names, in Keras' spelling or in camelCase; null is linear.
 *
 * Of Keras 2 "hard_sigmoid" is another function, which is called "hard_sigmoid_keras2" here; "gelu_tanh" is gelu's
 * approximation. What is made of a name takes no options: those who want them use the functions of `activations`.
 *
 * @throws ArgumentError for an unknown one, listing the known.
 */
export function getActivation(where: string, identifier: unknown, lookup: ActivationLookup = {}): Activation {
  const given = activationOf(identifier);
  if (given) return given;
  const { className, config } = partsOf(identifier);
  if (className !== undefined) {
    const found = named(className, lookup.dialect) ?? lookup.custom?.(className, config);
    if (found) return activationOf(found, className);
  }
  throw new ArgumentError({
    where,
    problem: "activation is unknown",
    expected: knownNames(lookup.dialect),
    got: identifier,
  });
}

/** A name, a class and its configuration, or a function as Keras 3 writes it: { class_name: "function", config: "relu" }. */
function partsOf(identifier: unknown): { className?: string; config: Config } {
  if (typeof identifier === "string") return { className: identifier, config: {} };
  if (!isConfig(identifier)) return { config: {} };
  const { class_name: className, config } = identifier;
  if (className === "function") return partsOf(typeof config === "string" ? config : undefined);
  return { ...(typeof className === "string" && { className }), config: isConfig(config) ? config : {} };
}

function named(name: string, dialect?: Dialect): Activation | undefined {
  const key = kerasName(name);
  if (dialect === "keras2" && keras3Only.includes(key)) return undefined;
  const own = dialect === "keras2" && key === "hard_sigmoid" ? "hard_sigmoid_keras2" : (aliases.get(key) ?? key);
  const kind = kinds.get(own);
  if (kind) return activationOfKind(own, kind);
  const compute = composed.get(own);
  return compute && makeActivation(own, own === "linear" ? own : null, compute);
}

/** The names that an error lists. */
function knownNames(dialect?: Dialect): string {
  return [...kinds.keys(), ...composed.keys(), ...aliases.keys()]
    .filter((name) => dialect !== "keras2" || !keras3Only.includes(name))
    .map((name) => `"${name}"`)
    .join(", ");
}
