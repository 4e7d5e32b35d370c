import { type ActivationKind, ArgumentError } from "@sepconv/backend";
import {
  elu,
  exp,
  hardSigmoid,
  leakyRelu,
  relu,
  relu6,
  type SoftmaxOptions,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  softsign,
  type Tensor,
  tanh,
} from "@sepconv/core";
import { type Config, isConfig, snakeCase } from "../config.js";

/** A function of a layer's output. */
export interface Activation {
  (x: Tensor, options?: SoftmaxOptions): Tensor;
  /** Keras' name for it, which configurations use. */
  readonly activationName: string;
  /** The kind that kernels fuse; "linear" does nothing; null for a function that runs as an op of its own. */
  readonly fused: ActivationKind | "linear" | null;
}

/** An activation, its name in Keras ("leaky_relu" or "leakyRelu"), a function of one's own, or null for none. */
export type ActivationLike = Activation | ((x: Tensor) => Tensor) | string | Config | null;

function activation(
  name: string,
  fused: Activation["fused"],
  compute: (x: Tensor, options?: SoftmaxOptions) => Tensor,
): Activation {
  return Object.assign((x: Tensor, options?: SoftmaxOptions) => compute(x, options), { activationName: name, fused });
}

const linear = activation("linear", "linear", (x) => x);

const activations: Readonly<Record<string, Activation>> = {
  linear,
  relu: activation("relu", "relu", relu),
  relu6: activation("relu6", "relu6", relu6),
  leaky_relu: activation("leaky_relu", "leakyRelu", leakyRelu),
  elu: activation("elu", "elu", elu),
  selu: activation("selu", "selu", selu),
  sigmoid: activation("sigmoid", "sigmoid", sigmoid),
  tanh: activation("tanh", "tanh", tanh),
  hard_sigmoid: activation("hard_sigmoid", "hardSigmoid", hardSigmoid),
  softplus: activation("softplus", "softplus", softplus),
  softsign: activation("softsign", "softsign", softsign),
  silu: activation("silu", "silu", silu),
  swish: activation("silu", "silu", silu),
  exponential: activation("exponential", "exp", exp),
  softmax: activation("softmax", null, softmax),
};

/** The activation that `identifier` names. @throws ArgumentError for an unknown one. */
export function getActivation(where: string, identifier: unknown): Activation {
  if (identifier === undefined || identifier === null) return linear;
  if (isActivation(identifier)) return identifier;
  if (typeof identifier === "function") {
    return activation(identifier.name || "custom", null, (x) => identifier(x));
  }
  // Keras 3 also writes { class_name: "function", config: "relu" }.
  const name = isConfig(identifier) && identifier["class_name"] === "function" ? identifier["config"] : identifier;
  if (typeof name === "string") {
    const key = snakeCase(name);
    const found = Object.hasOwn(activations, key) ? activations[key] : undefined;
    if (found) return found;
  }
  throw new ArgumentError({
    where,
    problem: "activation is unknown",
    expected: Object.keys(activations)
      .map((known) => `"${known}"`)
      .join(", "),
    got: identifier,
  });
}

function isActivation(value: unknown): value is Activation {
  return typeof value === "function" && "activationName" in value && "fused" in value;
}
