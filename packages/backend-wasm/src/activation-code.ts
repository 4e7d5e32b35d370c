import type { ActivationKind } from "@sepconv/backend";

/** Activations that are a clamp, applied where a finished sum is stored. */
export type ClampKind = "relu" | "relu6" | "leakyRelu";

/** The numbers under which assembly/activation.ts knows all others. */
export const activationCode: { readonly [Kind in Exclude<ActivationKind, ClampKind>]: number } = {
  exp: 0,
  elu: 1,
  selu: 2,
  sigmoid: 3,
  tanh: 4,
  hardSigmoid: 5,
  softplus: 6,
  softsign: 7,
  silu: 8,
};
