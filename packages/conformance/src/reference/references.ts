import type { OpName } from "@sepconv/backend";
import { argReduce } from "./arg-reduce.js";
import { batchNormalization } from "./batch-normalization.js";
import { batchNormalizationGradient } from "./batch-normalization-gradient.js";
import { binary } from "./binary.js";
import { cast } from "./cast.js";
import { compare } from "./compare.js";
import { concat } from "./concat.js";
import { conv1d } from "./conv1d.js";
import { conv1dTranspose } from "./conv1d-transpose.js";
import { cumsum } from "./cumsum.js";
import { depthwiseConv1d } from "./depthwise-conv1d.js";
import { depthwiseConv1dGradient } from "./depthwise-conv1d-gradient.js";
import { dropoutMask } from "./dropout-mask.js";
import { gather } from "./gather.js";
import { matmul } from "./matmul.js";
import { optimizerUpdate } from "./optimizer-update.js";
import { pad } from "./pad.js";
import { pool } from "./pool.js";
import { reduce } from "./reduce.js";
import type { Reference } from "./reference.js";
import { scatterAdd } from "./scatter-add.js";
import { select } from "./select.js";
import { separableConv1d } from "./separable-conv1d.js";
import { separableConv1dGradient } from "./separable-conv1d-gradient.js";
import { slice } from "./slice.js";
import { softmax } from "./softmax.js";
import { transpose } from "./transpose.js";
import { unary } from "./unary.js";

/** The float64 oracle: one reference for each op, no op without one. */
export const references: { readonly [Op in OpName]: Reference<Op> } = {
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
