import type { OpName, OpSpecs, Shape } from "@sepconv/backend";
import type { OpCall, OutputTensors } from "../engine/op-call.js";
import type { Tensor } from "../tensor/tensor.js";

type InputName<Op extends OpName> = OpSpecs[Op]["inputs"] | OpSpecs[Op]["optionalInputs"];

/** Gradients with respect to an op's inputs. What is left out is zero, or was not wanted. */
export type InputGradients<Op extends OpName> = { readonly [Name in InputName<Op>]?: Tensor };

/**
 * Gradients of the `inputs` of any computation, given those of its outputs: the way in which a fused op is
 * differentiated through its definition in primitives.
 */
export type Differentiate = (
  compute: () => readonly (Tensor | undefined)[],
  inputs: readonly Tensor[],
  outputGradients: readonly (Tensor | undefined)[],
) => (Tensor | undefined)[];

export interface GradientTools {
  readonly differentiate: Differentiate;
  /** The rule of a reshape, which is no device's op: the gradient under the input's shape. */
  readonly reshape: (gradient: Tensor, inputShape: Shape) => Tensor;
}

export interface GradientQuestion<Op extends OpName> extends GradientTools {
  readonly call: OpCall<Op>;
  readonly outputs: OutputTensors<Op>;
  /** The gradient of each output; an optional output that nothing depends on is left out. */
  readonly gradients: OutputTensors<Op>;
  /** Whether the gradient of an input is needed. */
  wants(input: InputName<Op>): boolean;
}

/**
 * The gradient rule of one op, written in ops: vector-Jacobian products. It reads elements of what kept-tensors.ts lists, of
 * everything else the shape. What it gives may be smaller than the input, with extents of 1 for values that repeat.
 */
export type GradientRule<Op extends OpName> = (question: GradientQuestion<Op>) => InputGradients<Op>;

/** One rule for each op; a missing one does not compile. */
export type GradientRules = { readonly [Op in OpName]: GradientRule<Op> };
