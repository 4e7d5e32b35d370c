import type { DType } from "../dtype.js";
import type { OpSpec } from "./op-spec.js";

/**
 * `y[i] = x[i]` in another element type. To int32: towards zero; what lies outside, and NaN, is undefined as in
 * TensorFlow. To bool: whether it is not 0. From bool: 0 or 1.
 */
export interface Cast {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly dtype: DType };
  dynamic: object;
}

export const castSpec: OpSpec<"cast", Cast["inputs"]> = {
  name: "cast",
  kind: "primitive",
  staticAxes: {},
  elements: "any",
  outputDType: "attribute",
};
