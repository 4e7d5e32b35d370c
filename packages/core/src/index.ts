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
  OutOfMemoryError,
  SepconvError,
  ShapeError,
  UnsupportedOpError,
} from "@sepconv/backend";
export { axisOf } from "./arguments/axis.js";
export { boolean } from "./arguments/boolean.js";
export { checkOptions } from "./arguments/check-options.js";
export { checkTensor } from "./arguments/check-tensor.js";
export { numberBetween } from "./arguments/number-between.js";
export { oneOf } from "./arguments/one-of.js";
export { type OneNumber, wholeNumber } from "./arguments/whole-number.js";
export { gradients, type ValueAndGradients, valueAndGrad } from "./autodiff/gradients.js";
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
export { add, type BinaryOperand, div, maximum, minimum, mul, sub } from "./ops/binary.js";
export { broadcastTo } from "./ops/broadcast-to.js";
export { type MatmulOptions, matmul } from "./ops/matmul.js";
export { pad } from "./ops/pad.js";
export { max, mean, min, type ReduceOptions, sum } from "./ops/reduce.js";
export { reshape } from "./ops/reshape.js";
export { type SeparableConv1dOptions, separableConv1d } from "./ops/separable-conv1d.js";
export { type SliceOptions, slice } from "./ops/slice.js";
export { type SoftmaxOptions, softmax } from "./ops/softmax.js";
export { type TransposeOptions, transpose } from "./ops/transpose.js";
export {
  abs,
  elu,
  exp,
  hardSigmoid,
  leakyRelu,
  log,
  neg,
  relu,
  relu6,
  rsqrt,
  selu,
  sigmoid,
  silu,
  softplus,
  softsign,
  sqrt,
  square,
  step,
  tanh,
} from "./ops/unary.js";
export { RandomSource, randomSource, setRandomSeed } from "./random/random-source.js";
export { checkShape, ones, scalar, type TensorData, tensor, zeros } from "./tensor/create-tensor.js";
export type { NestedArray } from "./tensor/nested-array.js";
export { tidy } from "./tensor/scope.js";
export { Tensor } from "./tensor/tensor.js";
export { Variable, type VariableOptions, variable } from "./tensor/variable.js";
