import type { ActivationKind } from "@sepconv/backend";

/** Activations that are a clamp, applied where a finished sum is stored. */
export type ClampKind = "relu" | "relu6" | "leakyRelu";

/** The numbers under which assembly/activation.ts knows all others. */
export const activationCode: { readonly [Kind in Exclude<ActivationKind, ClampKind>]: number } = {
  elu: 0,
  selu: 1,
  tanh: 2,
  softplus: 3,
  exp: 4,
  sigmoid: 5,
  silu: 6,
  softsign: 7,
  hardSigmoid: 8,
};
