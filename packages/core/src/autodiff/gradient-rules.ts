import { binaryGradient } from "../ops/binary.gradient.js";
import { matmulGradient } from "../ops/matmul.gradient.js";
import { padGradient } from "../ops/pad.gradient.js";
import { reduceGradient } from "../ops/reduce.gradient.js";
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
  pad: padGradient,
  slice: sliceGradient,
  transpose: transposeGradient,
  separableConv1d: separableConv1dGradient,
  separableConv1dGradient: separableConv1dGradientGradient,
};
