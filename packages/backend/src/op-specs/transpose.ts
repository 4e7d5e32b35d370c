import type { OpSpec } from "./op-spec.js";

/** Axes in another order: axis i of y is axis `permutation[i]` of x. */
export interface Transpose {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly permutation: readonly number[] };
  dynamic: object;
}

export const transposeSpec: OpSpec<"transpose", Transpose["inputs"]> = {
  name: "transpose",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
