import type { KernelTable } from "@sepconv/backend";
import type { CpuContext } from "./cpu-context.js";
import { argReduce } from "./kernels/arg-reduce.js";
import { batchNormalization } from "./kernels/batch-normalization.js";
import { batchNormalizationGradient } from "./kernels/batch-normalization-gradient.js";
import { binary } from "./kernels/binary.js";
import { cast } from "./kernels/cast.js";
import { compare } from "./kernels/compare.js";
import { concat } from "./kernels/concat.js";
import { conv1d } from "./kernels/conv1d.js";
import { conv1dTranspose } from "./kernels/conv1d-transpose.js";
import { cumsum } from "./kernels/cumsum.js";
import { depthwiseConv1d } from "./kernels/depthwise-conv1d.js";
import { depthwiseConv1dGradient } from "./kernels/depthwise-conv1d-gradient.js";
import { dropoutMask } from "./kernels/dropout-mask.js";
import { gather } from "./kernels/gather.js";
import { matmul } from "./kernels/matmul.js";
import { optimizerUpdate } from "./kernels/optimizer-update.js";
import { pad } from "./kernels/pad.js";
import { pool } from "./kernels/pool.js";
import { reduce } from "./kernels/reduce.js";
import { scatterAdd } from "./kernels/scatter-add.js";
import { select } from "./kernels/select.js";
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
  compare,
  select,
  cast,
  argReduce,
  cumsum,
  pad,
  slice,
  transpose,
  concat,
  gather,
  scatterAdd,
  conv1d,
  conv1dTranspose,
  depthwiseConv1d,
  pool,
  separableConv1d,
  separableConv1dGradient,
  depthwiseConv1dGradient,
  optimizerUpdate,
  dropoutMask,
  batchNormalization,
  batchNormalizationGradient,
};
