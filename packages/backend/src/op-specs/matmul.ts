import type { OpSpec } from "./op-spec.js";

/**
 * Matrix products, batch by batch: `y[b,i,j] = Σ_k a[b,i,k] · b[b,k,j]`.
 *
 * | operand | shape | transposed |
 * |---|---|---|
 * | a | `[batch, m, k]` | `[batch, k, m]` when transposeA |
 * | b | `[batch, k, n]` | `[batch, n, k]` when transposeB |
 * | y | `[batch, m, n]` | |
 *
 * With k = 0 the product is 0.
 */
export interface Matmul {
  inputs: "a" | "b";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
  dynamic: object;
}

export const matmulSpec: OpSpec<"matmul", Matmul["inputs"]> = { name: "matmul", kind: "primitive", staticAxes: {} };
