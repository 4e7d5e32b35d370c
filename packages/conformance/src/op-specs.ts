import {
  binarySpec,
  matmulSpec,
  type OpName,
  type OpSpec,
  type OpSpecs,
  padSpec,
  reduceSpec,
  separableConv1dGradientSpec,
  separableConv1dSpec,
  sliceSpec,
  softmaxSpec,
  transposeSpec,
  unarySpec,
} from "@sepconv/backend";

/** The spec of each op, for the static axes that a plan depends on. */
export const opSpecs: { readonly [Op in OpName]: OpSpec<Op, OpSpecs[Op]["inputs"]> } = {
  unary: unarySpec,
  binary: binarySpec,
  reduce: reduceSpec,
  matmul: matmulSpec,
  softmax: softmaxSpec,
  pad: padSpec,
  slice: sliceSpec,
  transpose: transposeSpec,
  separableConv1d: separableConv1dSpec,
  separableConv1dGradient: separableConv1dGradientSpec,
};
