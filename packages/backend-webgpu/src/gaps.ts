/** Ops without a WGSL kernel, each with its reason. */
export const gaps = {
  compare: "its result is bool, which this backend does not have yet",
  select: "its condition is bool, which this backend does not have yet",
  cast: "there is one dtype here yet, float32",
  argReduce: "its result is int32, which this backend does not have yet",
  gather: "its indices are int32, which this backend does not have yet",
  scatterAdd: "its indices are int32, which this backend does not have yet",
  pool: "runs by its definition in primitives until its kernel comes",
  conv1d: "runs by its definition in primitives until its kernel comes",
  depthwiseConv1d: "runs by its definition in primitives until its kernel comes",
  conv1dTranspose: "runs by its definition in primitives until its kernel comes",
  separableConv1dGradient: "runs by its definition in primitives until the training kernels come",
  depthwiseConv1dGradient: "runs by its definition in primitives until the training kernels come",
  optimizerUpdate: "runs by its definition in primitives until the training kernels come",
  batchNormalization: "runs by its definition in primitives until the training kernels come",
  batchNormalizationGradient: "runs by its definition in primitives until the training kernels come",
} as const;
