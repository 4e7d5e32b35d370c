import type { OpSpec } from "./op-spec.js";

/**
 * Every `step`-th element from `start` on, on each axis: `y[i] = x[start + i·step]`. x and y have one rank, and every
 * element that is read lies inside x. A step of 0 repeats one element: that is how core stretches a value to a shape.
 */
export interface Slice {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  /** One non-negative number for each axis. */
  dynamic: { readonly start: readonly number[]; readonly step: readonly number[] };
}

export const sliceSpec: OpSpec<"slice", Slice["inputs"]> = {
  name: "slice",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
