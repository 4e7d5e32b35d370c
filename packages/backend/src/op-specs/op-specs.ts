import type { ArgReduce } from "./arg-reduce.js";
import type { BatchNormalization } from "./batch-normalization.js";
import type { BatchNormalizationGradient } from "./batch-normalization-gradient.js";
import type { Binary } from "./binary.js";
import type { Cast } from "./cast.js";
import type { Compare } from "./compare.js";
import type { Concat } from "./concat.js";
import type { Conv1d } from "./conv1d.js";
import type { Conv1dTranspose } from "./conv1d-transpose.js";
import type { Cumsum } from "./cumsum.js";
import type { DepthwiseConv1d } from "./depthwise-conv1d.js";
import type { DepthwiseConv1dGradient } from "./depthwise-conv1d-gradient.js";
import type { DropoutMask } from "./dropout-mask.js";
import type { Gather } from "./gather.js";
import type { Matmul } from "./matmul.js";
import type { OpSignature } from "./op-spec.js";
import type { OptimizerUpdate } from "./optimizer-update.js";
import type { Pad } from "./pad.js";
import type { Pool } from "./pool.js";
import type { Reduce } from "./reduce.js";
import type { ScatterAdd } from "./scatter-add.js";
import type { Select } from "./select.js";
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
  compare: Compare;
  select: Select;
  cast: Cast;
  argReduce: ArgReduce;
  cumsum: Cumsum;
  pad: Pad;
  slice: Slice;
  transpose: Transpose;
  concat: Concat;
  gather: Gather;
  scatterAdd: ScatterAdd;
  pool: Pool;
  conv1d: Conv1d;
  depthwiseConv1d: DepthwiseConv1d;
  conv1dTranspose: Conv1dTranspose;
  separableConv1d: SeparableConv1d;
  separableConv1dGradient: SeparableConv1dGradient;
  depthwiseConv1dGradient: DepthwiseConv1dGradient;
  optimizerUpdate: OptimizerUpdate;
  dropoutMask: DropoutMask;
  batchNormalization: BatchNormalization;
  batchNormalizationGradient: BatchNormalizationGradient;
}

/** Does not compile when an entry is no op's signature. */
type Signatures<Specs extends { readonly [Op in keyof Specs]: OpSignature }> = Specs;

export type OpName = keyof Signatures<OpSpecs>;
