import type { OpSpec } from "./op-spec.js";

/** a and b one after the other: a `[outer, na, inner]`, b `[outer, nb, inner]` → y `[outer, na + nb, inner]`. */
export interface Concat {
  inputs: "a" | "b";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const concatSpec: OpSpec<"concat", Concat["inputs"]> = {
  name: "concat",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
