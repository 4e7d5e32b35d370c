import type { OpSpec } from "./op-spec.js";

/**
 * The transpose of `gather`: `y[o,j,k] = Σ_{i : indices[i] = j} x[o,i,k]`; x `[outer, count, inner]`, indices `[count]` →
 * y `[outer, n, inner]`, where n comes with y. Added in the order of i; an index outside 0…n−1 adds nothing.
 */
export interface ScatterAdd {
  inputs: "x" | "indices";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const scatterAddSpec: OpSpec<"scatterAdd", ScatterAdd["inputs"]> = {
  name: "scatterAdd",
  kind: "primitive",
  staticAxes: {},
  inputDTypes: { indices: "int32" },
};
