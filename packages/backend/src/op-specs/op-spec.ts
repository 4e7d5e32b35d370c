import type { DType } from "../dtype.js";

/** The types of one op, from which operands, outputs, kernels and tables are derived. `never` stands for none. Attributes are plain values, for they make a cache key. */
export interface OpSignature {
  inputs: string;
  optionalInputs: string;
  outputs: string;
  optionalOutputs: string;
  attrs: object;
  dynamic: object;
}

/**
 * What the engine knows of an op at run time.
 *
 * A *primitive* op is total: every backend has it or lists a gap. A *fused* op has a definition in primitives, in core,
 * which steps in where a backend has no kernel for it.
 */
export interface OpSpec<Name extends string, Inputs extends string> {
  readonly name: Name;
  readonly kind: "primitive" | "fused";
  /** Axes whose extents a plan may depend on. All other extents arrive at launch. */
  readonly staticAxes: { readonly [Input in Inputs]?: readonly number[] };
  /** "any": integers and booleans as well, where the device has them. Default: floating-point elements alone. */
  readonly elements?: "any";
  /** Inputs with an element type of their own. All others have one in common, the dtype of the op. */
  readonly inputDTypes?: { readonly [Input in Inputs]?: DType };
  /**
   * Operands that an op replaces: the output of the same name is the next value, and may be written in the operand's own
   * memory. Default: none.
   */
  readonly mutates?: readonly string[];
  /** The element type of outputs where it is not the op's: "attribute" reads it from the attribute `dtype`. */
  readonly outputDType?: DType | "attribute";
}
