import type { OpSpec } from "./op-spec.js";

export const argReduceKinds = ["argMax", "argMin"] as const;

export type ArgReduceKind = (typeof argReduceKinds)[number];

/**
 * Where the extremum of the middle axis stands: x `[outer, n, inner]` with n ≥ 1 → y `[outer, inner]`, int32. The first
 * one where several are equal; the first NaN where there is one.
 */
export interface ArgReduce {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: ArgReduceKind };
  dynamic: object;
}

export const argReduceSpec: OpSpec<"argReduce", ArgReduce["inputs"]> = {
  name: "argReduce",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
  outputDType: "int32",
};
