import { type ActivationKind, activationDerivatives, type UnaryKind } from "@sepconv/backend";
import { checkOptions, type Tensor, unary } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";

/** The parameters of Keras' activations, all of them; each function takes its own. */
export interface ActivationParameters {
  /** relu, leakyRelu: the slope below the threshold, below 0. */
  readonly negativeSlope?: number;
  /** relu: the largest value; null for none. */
  readonly maxValue?: number | null;
  /** relu, softShrink, hardShrink, threshold: where the function changes. */
  readonly threshold?: number;
  /** threshold: the value up to there. */
  readonly defaultValue?: number;
  /** elu, celu: the scale below 0. */
  readonly alpha?: number;
  /** gelu: by tanh, which is near it. */
  readonly approximate?: boolean;
  /** squareplus: the number under the root. */
  readonly b?: number;
  /** softmax, logSoftmax, sparsemax, glu: the axis that is treated as one; the last. */
  readonly axis?: number;
}

/** A function of a layer's output. */
export interface Activation<Options = ActivationParameters> {
  (x: Tensor, options?: Options): Tensor;
  /** Keras 3's name for it, which configurations use; that of the function for one of one's own. */
  readonly activationName: string;
  /** The kind that kernels fuse; "linear" does nothing; null for a function that runs as an op of its own. */
  readonly fused: ActivationKind | "linear" | null;
  /** The function of one's own that it stands for. */
  readonly own?: CallableFunction;
  /** Keras' serialized form, for an activation that is an object there. */
  readonly serialized?: (options: DialectOption) => Config;
}

/** An activation from the function that computes it. */
export function makeActivation<Options>(
  activationName: string,
  fused: Activation["fused"],
  compute: (x: Tensor, options?: Options) => Tensor,
): Activation<Options> {
  return Object.assign((x: Tensor, options?: Options) => compute(x, options), { activationName, fused });
}

/** The same for an activation that takes no options. */
export function plainActivation(
  activationName: string,
  fused: Activation["fused"],
  compute: (x: Tensor) => Tensor,
): Activation<Record<never, never>> {
  return makeActivation(activationName, fused, (x, options) => {
    if (options) checkOptions(activationName, options, []);
    return compute(x);
  });
}

/** The activation of a unary kind, which takes no options. */
export function activationOfKind(activationName: string, kind: UnaryKind): Activation<Record<never, never>> {
  const fused = kind in activationDerivatives ? (kind as ActivationKind) : null;
  return plainActivation(activationName, fused, (x) => unary(kind, x));
}
