import type { OpSpec } from "./op-spec.js";

/**
 * Chosen elements of the middle axis: `y[o,i,k] = x[o, indices[i], k]`; x `[outer, n, inner]`, indices `[count]` →
 * y `[outer, count, inner]`. An index outside 0…n−1 gives NaN, or 0 for integers: a device cannot stop to complain.
 */
export interface Gather {
  inputs: "x" | "indices";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const gatherSpec: OpSpec<"gather", Gather["inputs"]> = {
  name: "gather",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
  inputDTypes: { indices: "int32" },
};
