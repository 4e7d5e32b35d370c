import type { KernelTable } from "@sepconv/backend";
import type { CpuContext } from "./cpu-context.js";
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

/** The CPU has every kernel: a missing one does not compile. */
export const allKernels: KernelTable<CpuContext> = {
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
