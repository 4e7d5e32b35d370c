import type { Attrs, DType, Dynamic, OpName, OpSpec, OpSpecs, Shape } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";

/** What a step reads or writes: known beforehand where it has a constant. */
export interface Value {
  readonly dtype: DType;
  /** Number of elements. */
  readonly length: number;
  readonly constant: Tensor | null;
}

/** A value under a shape. */
export interface Use {
  readonly value: Value;
  readonly shape: Shape;
}

export type Uses = { readonly [name: string]: Use };

/** One launch of a kernel with all its numbers. */
export interface StepOf<Op extends OpName> {
  readonly op: Op;
  readonly spec: OpSpec<Op, OpSpecs[Op]["inputs"]>;
  readonly attrs: Attrs<Op>;
  readonly dynamic: Dynamic<Op>;
  readonly inputs: Uses;
  readonly outputs: Uses;
}

export type Step = { [Op in OpName]: StepOf<Op> }[OpName];

/** Steps in an order in which they can run, from inputs to outputs. */
export interface Recording {
  readonly steps: readonly Step[];
  readonly inputs: readonly Use[];
  readonly outputs: readonly Use[];
}
