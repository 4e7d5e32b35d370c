import type { Binary } from "./binary.js";
import type { Matmul } from "./matmul.js";
import type { OpSignature } from "./op-spec.js";
import type { Pad } from "./pad.js";
import type { Reduce } from "./reduce.js";
import type { SeparableConv1d } from "./separable-conv1d.js";
import type { SeparableConv1dGradient } from "./separable-conv1d-gradient.js";
import type { Slice } from "./slice.js";
import type { Softmax } from "./softmax.js";
import type { Transpose } from "./transpose.js";
import type { Unary } from "./unary.js";

/** Every op that has kernels. A backend's table, the references, the cases and the gradient rules are total over it. */
export interface OpSpecs {
  unary: Unary;
  binary: Binary;
  reduce: Reduce;
  matmul: Matmul;
  softmax: Softmax;
  pad: Pad;
  slice: Slice;
  transpose: Transpose;
  separableConv1d: SeparableConv1d;
  separableConv1dGradient: SeparableConv1dGradient;
}

/** Does not compile when an entry is no op's signature. */
type Signatures<Specs extends { readonly [Op in keyof Specs]: OpSignature }> = Specs;

export type OpName = keyof Signatures<OpSpecs>;
