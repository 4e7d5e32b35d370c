import type { OpName, OpSpecs } from "./op-specs/op-specs.js";
import type { Operand, OperandType } from "./operand.js";

type Inputs<Op extends OpName> = OpSpecs[Op]["inputs"];
type OptionalInputs<Op extends OpName> = OpSpecs[Op]["optionalInputs"];

/** Attributes of an op: settled before the seam, complete, part of the plan's key. */
export type Attrs<Op extends OpName> = OpSpecs[Op]["attrs"];

/** Numbers that may differ from launch to launch of one plan, such as paddings that follow from the length. */
export type Dynamic<Op extends OpName> = OpSpecs[Op]["dynamic"];

export type Operands<Op extends OpName, H> = { readonly [Name in Inputs<Op>]: Operand<H> } & {
  readonly [Name in OptionalInputs<Op>]?: Operand<H>;
};

/** Where to write. Optional outputs are there when the attributes ask for them. */
export type Outputs<Op extends OpName, H> = { readonly [Name in OpSpecs[Op]["outputs"]]: Operand<H> } & {
  readonly [Name in OpSpecs[Op]["optionalOutputs"]]?: Operand<H>;
};

export type OperandTypes<Op extends OpName> = { readonly [Name in Inputs<Op>]: OperandType } & {
  readonly [Name in OptionalInputs<Op>]?: OperandType;
};

/**
 * The second phase of a kernel: synchronous; computes, or only records. Batch and steps arrive here, with the operands.
 * An output overlaps no operand, and its old content is undefined; nothing is written outside of it. Only where the op's spec
 * says that it mutates an operand, the output of that name may be the operand itself. At least one output has elements;
 * operands may be empty.
 */
export type Launch<Op extends OpName, H> = (
  operands: Operands<Op, H>,
  outputs: Outputs<Op, H>,
  dynamic: Dynamic<Op>,
) => void;

/** A backend's own world: memory, device, scratch, pipelines. The type parameter says what its handles are. */
export interface BackendContext<H> {
  readonly handleType?: H;
}

export type HandleOf<C> = C extends BackendContext<infer H> ? H : never;

/** The first phase: choose the variant, compile what must be compiled, and return the launch. */
export type Kernel<Op extends OpName, C> = (
  context: C,
  attrs: Attrs<Op>,
  types: OperandTypes<Op>,
) => Launch<Op, HandleOf<C>>;

/** One kernel for each of the ops `N`; by default for all of them. */
export type KernelTable<C, N extends OpName = OpName> = { readonly [Op in N]: Kernel<Op, C> };

/** Why a backend lacks a kernel, for each op that it lacks. */
export type Gaps = { readonly [Op in OpName]?: string };
