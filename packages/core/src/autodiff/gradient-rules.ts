import { argReduceGradient } from "../ops/arg-reduce.gradient.js";
import { batchNormalizationGradient } from "../ops/batch-normalization.gradient.js";
import { batchNormalizationGradientGradient } from "../ops/batch-normalization-gradient.gradient.js";
import { binaryGradient } from "../ops/binary.gradient.js";
import { castGradient } from "../ops/cast.gradient.js";
import { compareGradient } from "../ops/compare.gradient.js";
import { concatGradient } from "../ops/concat.gradient.js";
import { conv1dGradient } from "../ops/conv1d.gradient.js";
import { conv1dTransposeGradient } from "../ops/conv1d-transpose.gradient.js";
import { cumsumGradient } from "../ops/cumsum.gradient.js";
import { depthwiseConv1dGradient } from "../ops/depthwise-conv1d.gradient.js";
import { depthwiseConv1dGradientGradient } from "../ops/depthwise-conv1d-gradient.gradient.js";
import { dropoutMaskGradient } from "../ops/dropout-mask.gradient.js";
import { gatherGradient } from "../ops/gather.gradient.js";
import { matmulGradient } from "../ops/matmul.gradient.js";
import { optimizerUpdateGradient } from "../ops/optimizer-update.gradient.js";
import { padGradient } from "../ops/pad.gradient.js";
import { poolGradient } from "../ops/pool.gradient.js";
import { reduceGradient } from "../ops/reduce.gradient.js";
import { scatterAddGradient } from "../ops/scatter-add.gradient.js";
import { selectGradient } from "../ops/select.gradient.js";
import { separableConv1dGradient } from "../ops/separable-conv1d.gradient.js";
import { separableConv1dGradientGradient } from "../ops/separable-conv1d-gradient.gradient.js";
import { sliceGradient } from "../ops/slice.gradient.js";
import { softmaxGradient } from "../ops/softmax.gradient.js";
import { transposeGradient } from "../ops/transpose.gradient.js";
import { unaryGradient } from "../ops/unary.gradient.js";
import type { GradientRules } from "./gradient-rule.js";

/** The rule of every op. Only automatic differentiation imports this table. */
export const gradientRules: GradientRules = {
  unary: unaryGradient,
  binary: binaryGradient,
  reduce: reduceGradient,
  matmul: matmulGradient,
  softmax: softmaxGradient,
  compare: compareGradient,
  select: selectGradient,
  cast: castGradient,
  argReduce: argReduceGradient,
  cumsum: cumsumGradient,
  pad: padGradient,
  slice: sliceGradient,
  transpose: transposeGradient,
  concat: concatGradient,
  gather: gatherGradient,
  scatterAdd: scatterAddGradient,
  conv1d: conv1dGradient,
  conv1dTranspose: conv1dTransposeGradient,
  depthwiseConv1d: depthwiseConv1dGradient,
  pool: poolGradient,
  separableConv1d: separableConv1dGradient,
  separableConv1dGradient: separableConv1dGradientGradient,
  depthwiseConv1dGradient: depthwiseConv1dGradientGradient,
  optimizerUpdate: optimizerUpdateGradient,
  dropoutMask: dropoutMaskGradient,
  batchNormalization: batchNormalizationGradient,
  batchNormalizationGradient: batchNormalizationGradientGradient,
};
