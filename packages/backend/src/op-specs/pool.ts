import type { OpSpec } from "./op-spec.js";

export const poolKinds = ["maxPool1d", "averagePool1d"] as const;

export type PoolKind = (typeof poolKinds)[number];

/**
 * The maximum or the mean of each window, channel by channel: x `[B, L, C]` → y `[B, O, C]`, over the steps
 * `o·stride − padLeft … o·stride − padLeft + size − 1` that lie inside x. Padding never counts, and every window holds at least one step.
 * NaN in a window makes NaN.
 */
export interface Pool {
  inputs: "x";
  optionalInputs: never;
  outputs: "y";
  optionalOutputs: never;
  attrs: { readonly kind: PoolKind; readonly size: number; readonly stride: number };
  dynamic: { readonly padLeft: number };
}

export const poolSpec: OpSpec<"pool", Pool["inputs"]> = { name: "pool", kind: "fused", staticAxes: {} };
