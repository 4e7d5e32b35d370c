import type { KernelTable, OpName } from "@sepconv/backend";
import { binary } from "./kernels/binary.js";
import { matmul } from "./kernels/matmul.js";
import { pad } from "./kernels/pad.js";
import { reduce } from "./kernels/reduce.js";
import { separableConv1d } from "./kernels/separable-conv1d.js";
import { separableConv1dGradient } from "./kernels/separable-conv1d-gradient.js";
import { slice } from "./kernels/slice.js";
import { softmax } from "./kernels/softmax.js";
import { transpose } from "./kernels/transpose.js";
import { unary } from "./kernels/unary.js";
import type { WasmContext } from "./wasm-context.js";

/** Ops without a kernel here: none. A union of names, each of which then needs a reason below. */
type GapName = never;

/** Why each of the missing kernels is missing. */
export const gaps: { readonly [Op in GapName]: string } = {};

/** Every kernel of this backend: an op that is neither here nor a gap does not compile. */
export const allKernels: KernelTable<WasmContext, Exclude<OpName, GapName>> = {
  unary,
  binary,
  reduce,
  matmul,
  softmax,
  pad,
  slice,
  transpose,
  separableConv1d,
  separableConv1dGradient,
};
