import type { OpSpec } from "./op-spec.js";

/**
 * Running sums over the middle axis of x `[outer, n, inner]`: `y[o,i,k] = Σ_{j ≤ i} x[o,j,k]`.
 *
 * | attribute | sums |
 * |---|---|
 * | exclusive | j < i in place of j ≤ i |
 * | reverse | j ≥ i (exclusive: j > i) |
 */
export interface Cumsum {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly exclusive: boolean; readonly reverse: boolean };
  dynamic: object;
}

export const cumsumSpec: OpSpec<"cumsum", Cumsum["inputs"]> = { name: "cumsum", kind: "primitive", staticAxes: {} };
