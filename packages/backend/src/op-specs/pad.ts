import type { OpSpec } from "./op-spec.js";

/**
 * Zeros around and between elements: `y[low + i·(interior + 1)] = x[i]` on each axis, 0 elsewhere. x and y have one rank,
 * and every element of x lands inside y. Zeros behind the last element come with y's shape.
 */
export interface Pad {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  /** One non-negative number for each axis. */
  dynamic: { readonly low: readonly number[]; readonly interior: readonly number[] };
}

export const padSpec: OpSpec<"pad", Pad["inputs"]> = {
  name: "pad",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
