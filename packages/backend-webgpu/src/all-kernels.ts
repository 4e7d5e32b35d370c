import type { KernelTable, OpName } from "@sepconv/backend";
import type { gaps } from "./gaps.js";
import { binary } from "./kernels/binary.js";
import { concat } from "./kernels/concat.js";
import { cumsum } from "./kernels/cumsum.js";
import { dropoutMask } from "./kernels/dropout-mask.js";
import { matmul } from "./kernels/matmul.js";
import { pad } from "./kernels/pad.js";
import { reduce } from "./kernels/reduce.js";
import { separableConv1d } from "./kernels/separable-conv1d.js";
import { slice } from "./kernels/slice.js";
import { softmax } from "./kernels/softmax.js";
import { transpose } from "./kernels/transpose.js";
import { unary } from "./kernels/unary.js";
import type { WebGpuContext } from "./webgpu-context.js";

/** Every kernel but the listed gaps: one that is missing and not listed does not compile. */
export const allKernels: KernelTable<WebGpuContext, Exclude<OpName, keyof typeof gaps>> = {
  unary,
  binary,
  reduce,
  matmul,
  softmax,
  cumsum,
  pad,
  slice,
  transpose,
  concat,
  separableConv1d,
  dropoutMask,
};
