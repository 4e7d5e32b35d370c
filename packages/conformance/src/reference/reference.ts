import type { BinaryKind, OpName, OpSpecs, ReduceKind, UnaryKind } from "@sepconv/backend";
import type { OpCase } from "../op-case.js";

/** The last step of an op that is no sum of products, with its own rounding. */
export interface FinalStep {
  readonly kind: UnaryKind | BinaryKind | ReduceKind | "softmax" | "move";
  /** What the step was applied to, element by element; absent where the tolerance does not depend on it. */
  readonly argument?: Float64Array;
}

/** One output in float64, and what its tolerance follows from. */
export interface ReferenceOutput {
  readonly values: Float64Array;
  /** S: the sum of products with every input replaced by its absolute value; absent where nothing is summed. */
  readonly magnitudes?: Float64Array;
  /** n: terms that are added for one element. */
  readonly terms: number;
  /** What came after the sum, or instead of it. */
  readonly final?: FinalStep;
}

export type ReferenceOutputs<Op extends OpName> = {
  readonly [Name in OpSpecs[Op]["outputs"]]: ReferenceOutput;
} & { readonly [Name in OpSpecs[Op]["optionalOutputs"]]?: ReferenceOutput };

/** An op in float64, straight from its formula. */
export type Reference<Op extends OpName> = (call: OpCase<Op>) => ReferenceOutputs<Op>;
