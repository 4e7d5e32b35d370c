import type { OpSpec } from "./op-spec.js";

/** `y[i] = condition[i] ? a[i] : b[i]`. All have one shape; what is not chosen does not count, not even as NaN. */
export interface Select {
  inputs: "condition" | "a" | "b";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const selectSpec: OpSpec<"select", Select["inputs"]> = {
  name: "select",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
  inputDTypes: { condition: "bool" },
};
