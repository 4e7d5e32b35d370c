import type { Tensor, Variable } from "@sepconv/core";
import type { Rounding } from "./rounding.js";

/** Slots that stand side by side for each variable: their names, and the values that they begin with. */
export type SlotGroup = Readonly<Record<string, number>>;

/** What one update of one variable is made of. */
export interface UpdateStep {
  readonly variable: Variable;
  /** Clipped and unscaled, of the variable's shape and dtype. */
  readonly gradient: Tensor;
  /** The learning rate. */
  readonly rate: number;
  /** The number of the update, from 1. */
  readonly step: number;
  /** Rounds a factor to the variable's dtype, as Keras does. */
  readonly round: Rounding;
  /** The variable's slot. */
  readonly slot: (name: string) => Variable;
}
