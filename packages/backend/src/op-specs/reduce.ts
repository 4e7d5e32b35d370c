import type { OpSpec } from "./op-spec.js";

export const reduceKinds = ["sum", "mean", "max", "min"] as const;

export type ReduceKind = (typeof reduceKinds)[number];

/**
 * Reduction over the middle axis: x `[outer, n, inner]` → y `[outer, inner]`. Core folds any axes into this form.
 *
 * Over no elements (n = 0) a sum is 0, a mean NaN, a maximum −∞ and a minimum +∞. NaN stays NaN.
 */
export interface Reduce {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: ReduceKind };
  dynamic: object;
}

export const reduceSpec: OpSpec<"reduce", Reduce["inputs"]> = {
  name: "reduce",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
