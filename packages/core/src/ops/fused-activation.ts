import { type ActivationKind, activationDerivatives, separateActivations, type UnaryKind } from "@sepconv/backend";
import { oneOf } from "../arguments/one-of.js";
import { followersOf } from "../engine/recorders.js";
import type { Tensor } from "../tensor/tensor.js";
import { unary } from "./unary.js";

/** Keras' names where the kind has another; null does nothing. */
const aliases = { linear: null, swish: "silu", exponential: "exp", celu: "elu", hardSwish: "hardSilu" } as const;

/** An elementwise function of a convolution's result, in camelCase or in Keras' spelling. */
export type ActivationName = ActivationKind | (typeof separateActivations)[number] | keyof typeof aliases;

const names = Object.keys({ ...activationDerivatives, ...aliases }).concat(separateActivations) as ActivationName[];

/**
 * Runs a convolution with its activation: fused where kernels fuse it, else as an op of its own. While recording, one whose
 * derivative needs its input runs on its own too, so that the input is kept.
 *
 * @throws ArgumentError for an unknown name.
 */
export function withActivation(
  where: string,
  name: string | null | undefined,
  inputs: object,
  convolve: (fused: ActivationKind | null) => Tensor,
): Tensor {
  const chosen = oneOf(where, "activation", name ?? "linear", names);
  const kind: UnaryKind | null = chosen in aliases ? aliases[chosen as keyof typeof aliases] : (chosen as UnaryKind);
  const fused = kind !== null && kind in activationDerivatives ? (kind as ActivationKind) : null;
  const kept = fused && (activationDerivatives[fused] === "output" || followersOf(Object.values(inputs)).length === 0);
  const y = convolve(kept ? fused : null);
  return kind === null || kept ? y : unary(kind, y);
}
