import type { Attrs, Dynamic, OpName, OpSpec, OpSpecs, Shape } from "@sepconv/backend";
import type { Tensor } from "../tensor/tensor.js";
import type { DeviceMemory, Place } from "./device-memory.js";

type Named<Required extends string, Optional extends string, Value> = { readonly [Name in Required]: Value } & {
  readonly [Name in Optional]?: Value;
};

/** The operands of an op as tensors. */
export type InputTensors<Op extends OpName> = Named<OpSpecs[Op]["inputs"], OpSpecs[Op]["optionalInputs"], Tensor>;

/** The shapes of an op's outputs; an optional output that is not wanted is left out. */
export type OutputShapes<Op extends OpName> = Named<OpSpecs[Op]["outputs"], OpSpecs[Op]["optionalOutputs"], Shape>;

export type OutputTensors<Op extends OpName> = Named<OpSpecs[Op]["outputs"], OpSpecs[Op]["optionalOutputs"], Tensor>;

/** One use of an op with everything settled: what a device runs, what a tape records. */
export interface OpCall<Op extends OpName> {
  readonly spec: OpSpec<Op, OpSpecs[Op]["inputs"]>;
  readonly attrs: Attrs<Op>;
  readonly dynamic: Dynamic<Op>;
  readonly inputs: InputTensors<Op>;
  readonly outputShapes: OutputShapes<Op>;
  /** An operand's place, where an output may be written in it; by default every output gets a new one. */
  readonly takeOver?: <H>(memory: DeviceMemory<H>, output: string) => Place<H> | undefined;
}

/** A fused op in primitive ops: the fallback where a device has no kernel for it, and its second-order rule. */
export type Definition<Op extends OpName> = (call: OpCall<Op>) => OutputTensors<Op>;
