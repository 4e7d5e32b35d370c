export type { DType, Shape, TypedArray } from "@sepconv/backend";
export {
  AbortedError,
  ArgumentError,
  BackendUnavailableError,
  DeviceFaultError,
  DeviceLostError,
  DisposedTensorError,
  DTypeError,
  ForeignTensorError,
  ModelFormatError,
  NotFiniteError,
  OutOfMemoryError,
  SepconvError,
  ShapeError,
  UnsupportedOpError,
  WorkerLostError,
} from "@sepconv/backend";
export { axisOf } from "./arguments/axis.js";
export { boolean } from "./arguments/boolean.js";
export { checkFunction } from "./arguments/check-function.js";
export { checkGroups } from "./arguments/check-groups.js";
export { checkOptions } from "./arguments/check-options.js";
export { checkTensor } from "./arguments/check-tensor.js";
export { finiteNumber } from "./arguments/finite-number.js";
export { numberBetween } from "./arguments/number-between.js";
export { oneOf } from "./arguments/one-of.js";
export type { BinaryOperand } from "./arguments/operand-pair.js";
export { outputPaddingOf } from "./arguments/output-padding.js";
export { type OneNumber, wholeNumber } from "./arguments/whole-number.js";
export { type CustomValue, customGrad } from "./autodiff/custom-grad.js";
export { grad } from "./autodiff/grad.js";
export { gradients, type ValueAndGradients, valueAndGrad } from "./autodiff/gradients.js";
export { stopGradient } from "./autodiff/stop-gradient.js";
export { vjp } from "./autodiff/vjp.js";
export {
  currentDevice,
  Device,
  type DeviceReport,
  openDevice,
  useBackend,
  useDevice,
  withDevice,
} from "./engine/device.js";
export type { DeviceStatistics } from "./engine/engine.js";
export { onDeviceOf } from "./engine/execute.js";
export { type ArgReduceOptions, argMax, argMin } from "./ops/arg-reduce.js";
export {
  type BatchNormalizationOperands,
  batchNormalization,
  type NormalizedBatch,
} from "./ops/batch-normalization.js";
export { add, combine, div, gate, maximum, minimum, mul, sub } from "./ops/binary.js";
export { broadcastTo } from "./ops/broadcast-to.js";
export { cast } from "./ops/cast.js";
export { equal, greater, greaterEqual, less, lessEqual, notEqual } from "./ops/compare.js";
export { type ConcatOptions, concat } from "./ops/concat.js";
export { type Conv1dOptions, conv1d } from "./ops/conv1d.js";
export { type Conv1dTransposeOptions, conv1dTranspose } from "./ops/conv1d-transpose.js";
export { type CumsumOptions, cumsum } from "./ops/cumsum.js";
export { type DepthwiseConv1dOptions, depthwiseConv1d } from "./ops/depthwise-conv1d.js";
export { type DropoutMaskOptions, dropoutMask } from "./ops/dropout-mask.js";
export type { ActivationName } from "./ops/fused-activation.js";
export { type GatherOptions, gather } from "./ops/gather.js";
export { logSoftmax } from "./ops/log-softmax.js";
export { all, any, logicalAnd, logicalNot, logicalOr } from "./ops/logical.js";
export { type MatmulOptions, matmul } from "./ops/matmul.js";
export { matrixProduct } from "./ops/matrix-product.js";
export { optimizerUpdate } from "./ops/optimizer-update.js";
export { pad } from "./ops/pad.js";
export { averagePool1d, maxPool1d, type PoolOptions } from "./ops/pool.js";
export { max, mean, min, type ReduceOptions, sum } from "./ops/reduce.js";
export { reshape, reshapeTo } from "./ops/reshape.js";
export { select } from "./ops/select.js";
export { type SeparableConv1dOptions, separableConv1d } from "./ops/separable-conv1d.js";
export { type SliceOptions, slice, stridedSlice } from "./ops/slice.js";
export { type SoftmaxOptions, softmax } from "./ops/softmax.js";
export { type TransposeOptions, transpose, transposed } from "./ops/transpose.js";
export {
  abs,
  elu,
  exp,
  gelu,
  geluTanh,
  hardShrink,
  hardSigmoid,
  hardSigmoidKeras2,
  hardSilu,
  hardTanh,
  leakyRelu,
  log,
  logSigmoid,
  mish,
  neg,
  relu,
  relu6,
  rsqrt,
  selu,
  sigmoid,
  sign,
  silu,
  softplus,
  softShrink,
  softsign,
  sparsePlus,
  sparseSigmoid,
  sqrt,
  square,
  squareplus,
  step,
  tanh,
  tanhShrink,
  unary,
} from "./ops/unary.js";
export { Program } from "./program/program.js";
export { type RecordedRun, recordProgram } from "./program/record-program.js";
export { checkRandomState } from "./random/check-random-state.js";
export { normalNumbers, truncatedNormalNumbers } from "./random/normal.js";
export {
  RandomSource,
  type RandomState,
  randomSource,
  randomState,
  setRandomSeed,
  setRandomState,
} from "./random/random-source.js";
export { adoptedTensor, checkShape, ones, scalar, type TensorData, tensor, zeros } from "./tensor/create-tensor.js";
export { keep } from "./tensor/keep.js";
export type { NestedArray } from "./tensor/nested-array.js";
export { tidy } from "./tensor/scope.js";
export { Tensor } from "./tensor/tensor.js";
export { Variable, type VariableOptions, variable, variableOf } from "./tensor/variable.js";
export { setWarningHandler, type WarningHandler, warn } from "./warnings.js";
