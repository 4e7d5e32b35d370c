import type { Attrs, Dynamic, OpName, OpSpecs, Shape } from "@sepconv/backend";

/** Row-major float64 values on the host: what cases and references are made of. */
export interface HostArray {
  readonly shape: Shape;
  readonly values: Float64Array;
}

export type CaseInputs<Op extends OpName> = { readonly [Name in OpSpecs[Op]["inputs"]]: HostArray } & {
  readonly [Name in OpSpecs[Op]["optionalInputs"]]?: HostArray;
};

export type OutputShapes<Op extends OpName> = { readonly [Name in OpSpecs[Op]["outputs"]]: Shape } & {
  readonly [Name in OpSpecs[Op]["optionalOutputs"]]?: Shape;
};

/** One call of an op, as data. At least one output has elements, as the contract promises to kernels. */
export interface OpCase<Op extends OpName> {
  readonly name: string;
  readonly attrs: Attrs<Op>;
  readonly dynamic: Dynamic<Op>;
  readonly inputs: CaseInputs<Op>;
  readonly outputs: OutputShapes<Op>;
  /** The case holds or makes NaN or ∞, which WGSL lets a device treat as it likes. */
  readonly nonFinite?: boolean;
}
