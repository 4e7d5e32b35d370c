import { activationDerivatives, separateActivations, type UnaryKind } from "@sepconv/backend";

/** Which library a set comes from; some names mean another function in each. */
export type Dialect = "keras2" | "keras3";

/** Names whose kind is spelled otherwise. */
const spellings: { readonly [D in Dialect]: Readonly<Record<string, UnaryKind>> } = {
  // Keras 2: clip(0.2·x + 0.5, 0, 1).
  keras2: { exponential: "exp", swish: "silu", hard_sigmoid: "hardSigmoidKeras2" },
  keras3: { exponential: "exp", swish: "silu" },
};

const activations: ReadonlySet<string> = new Set([...Object.keys(activationDerivatives), ...separateActivations]);

/**
 * What a layer's `activation` argument stands for: an elementwise kind, a softmax or its logarithm after the layer, nothing,
 * or a function that there is no kind for yet. Kinds that are added later are found by their names.
 */
export function goldenActivation(
  dialect: Dialect,
  name: unknown,
): UnaryKind | "softmax" | "logSoftmax" | "none" | "pending" {
  if (name === undefined || name === null || name === "linear") return "none";
  if (typeof name !== "string") return "pending";
  const spelled = spellings[dialect][name];
  if (spelled !== undefined) return spelled;
  const kind = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return kind === "softmax" || kind === "logSoftmax" || isActivation(kind) ? kind : "pending";
}

function isActivation(kind: string): kind is UnaryKind {
  return activations.has(kind);
}
