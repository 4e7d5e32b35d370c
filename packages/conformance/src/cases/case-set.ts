import type { Attrs, DType, OpName } from "@sepconv/backend";
import type { Arbitrary } from "fast-check";
import type { OpCase } from "../op-case.js";

/** The cases of one op: chosen edges, and a generator of small random ones. */
export interface CaseSet<Op extends OpName> {
  readonly curated: readonly OpCase<Op>[];
  readonly random: Arbitrary<OpCase<Op>>;
  /** The dtypes that a call is defined for; by default all that the op's spec allows. */
  readonly dtypes?: (attrs: Attrs<Op>) => readonly DType[];
}
