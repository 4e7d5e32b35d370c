import type { RandomPlace } from "../random/philox.js";
import type { OpSpec } from "./op-spec.js";

/**
 * Zeros in the places of a random share of elements, and `kept` elsewhere:
 *
 *     y[i] = ⌊numbers[i] / 2⁸⌋ < threshold ? 0 : kept
 *
 * with the numbers that `philox` gives from a place on, which are the same on every device.
 */
export interface DropoutMask {
  inputs: never;
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly dtype: "float32" | "float64" };
  dynamic: RandomPlace & {
    /** A whole number from 0, which keeps all, to 2²⁴, which keeps nothing. */
    readonly threshold: number;
    readonly kept: number;
  };
}

export const dropoutMaskSpec: OpSpec<"dropoutMask", DropoutMask["inputs"]> = {
  name: "dropoutMask",
  kind: "primitive",
  staticAxes: {},
  outputDType: "attribute",
};
