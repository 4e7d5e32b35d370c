import type { OpSpec } from "./op-spec.js";

/**
 * Elementwise functions of two operands. `maximum` and `minimum` give NaN where either operand is NaN. `gate` is
 * `a · step(b)`: a where b > 0, else 0, and NaN where that product is.
 */
export const binaryKinds = ["add", "sub", "mul", "div", "maximum", "minimum", "gate"] as const;

export type BinaryKind = (typeof binaryKinds)[number];

/**
 * `y = kind(a, b)`, element by element, with broadcasting: extents are aligned at the end and an extent of 1 stretches.
 * `broadcastLoops` gives the loops.
 */
export interface Binary {
  inputs: "a" | "b";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: BinaryKind };
  dynamic: object;
}

export const binarySpec: OpSpec<"binary", Binary["inputs"]> = {
  name: "binary",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
};
