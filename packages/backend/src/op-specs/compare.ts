import type { OpSpec } from "./op-spec.js";

/** Comparisons of two operands. With NaN all are false but `notEqual`. */
export const compareKinds = ["equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual"] as const;

export type CompareKind = (typeof compareKinds)[number];

/** `y = a kind b`, element by element, as bool, with the broadcasting of `binary`. */
export interface Compare {
  inputs: "a" | "b";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: CompareKind };
  dynamic: object;
}

export const compareSpec: OpSpec<"compare", Compare["inputs"]> = {
  name: "compare",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
  outputDType: "bool",
};
