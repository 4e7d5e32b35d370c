import { type ActivationKind, activationDerivatives } from "@sepconv/backend";

/** Which library a set comes from; some names mean another function in each. */
export type Dialect = "keras2" | "keras3";

/** Names whose kind is spelled otherwise; null where the name means a function that no kind computes. */
const spellings: { readonly [D in Dialect]: Readonly<Record<string, ActivationKind | null>> } = {
  // Keras 2: clip(0.2·x + 0.5, 0, 1).
  keras2: { exponential: "exp", swish: "silu", hard_sigmoid: null },
  keras3: { exponential: "exp", swish: "silu" },
};

/**
 * What a layer's `activation` argument stands for: an elementwise kind, a softmax after the layer, nothing, or a function
 * that there is no kind for yet. Kinds that are added later are found by their names.
 */
export function goldenActivation(dialect: Dialect, name: unknown): ActivationKind | "softmax" | "none" | "pending" {
  if (name === undefined || name === null || name === "linear") return "none";
  if (name === "softmax") return "softmax";
  if (typeof name !== "string") return "pending";
  const spelled = spellings[dialect][name];
  if (spelled !== undefined) return spelled ?? "pending";
  const kind = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return isActivation(kind) ? kind : "pending";
}

function isActivation(kind: string): kind is ActivationKind {
  return Object.hasOwn(activationDerivatives, kind);
}
