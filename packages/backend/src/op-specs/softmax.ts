import type { OpSpec } from "./op-spec.js";

/** `y[r,i] = e^(x[r,i] − max_r) / Σ_j e^(x[r,j] − max_r)` over the last axis: x and y `[rows, n]`. */
export interface Softmax {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: object;
  dynamic: object;
}

export const softmaxSpec: OpSpec<"softmax", Softmax["inputs"]> = { name: "softmax", kind: "fused", staticAxes: {} };
