export type { Backend, BackendStatistics, Limits } from "./backend.js";
export {
  bytesOf,
  bytesPerElement,
  type DType,
  isDType,
  isFloating,
  type TypedArray,
  type TypedArrayOf,
  typedArray,
} from "./dtype.js";
export {
  AbortedError,
  ArgumentError,
  BackendUnavailableError,
  DeviceFaultError,
  DeviceLostError,
  DisposedTensorError,
  DTypeError,
  type ErrorDescription,
  ForeignTensorError,
  ModelFormatError,
  NotFiniteError,
  OutOfMemoryError,
  SepconvError,
  ShapeError,
  showValue,
  UnsupportedOpError,
  WorkerLostError,
} from "./errors.js";
export { broadcastLoops, broadcastShapes } from "./geometry/broadcast.js";
export {
  type ConvGeometry,
  type ConvWindow,
  convGeometry,
  effectiveKernelSize,
  type Padding,
  paddings,
} from "./geometry/conv-geometry.js";
export {
  type ConvTransposeGeometry,
  type ConvTransposeWindow,
  convTransposeGeometry,
  transposePaddings,
} from "./geometry/conv-transpose-geometry.js";
export { mergeLoops, type StridedLoops } from "./geometry/strided-loops.js";
export type {
  Attrs,
  BackendContext,
  Dynamic,
  Gaps,
  HandleOf,
  Kernel,
  KernelTable,
  Launch,
  Operands,
  OperandTypes,
  Outputs,
} from "./kernel.js";
export { type ArgReduceKind, argReduceKinds, argReduceSpec } from "./op-specs/arg-reduce.js";
export { batchNormalizationSpec } from "./op-specs/batch-normalization.js";
export { batchNormalizationGradientSpec } from "./op-specs/batch-normalization-gradient.js";
export { type BinaryKind, binaryKinds, binarySpec } from "./op-specs/binary.js";
export { castSpec } from "./op-specs/cast.js";
export { type CompareKind, compareKinds, compareSpec } from "./op-specs/compare.js";
export { concatSpec } from "./op-specs/concat.js";
export { conv1dSpec } from "./op-specs/conv1d.js";
export { conv1dTransposeSpec } from "./op-specs/conv1d-transpose.js";
export { cumsumSpec } from "./op-specs/cumsum.js";
export { depthwiseConv1dSpec } from "./op-specs/depthwise-conv1d.js";
export { depthwiseConv1dGradientSpec } from "./op-specs/depthwise-conv1d-gradient.js";
export { dropoutMaskSpec } from "./op-specs/dropout-mask.js";
export { gatherSpec } from "./op-specs/gather.js";
export { matmulSpec } from "./op-specs/matmul.js";
export type { OpSpec } from "./op-specs/op-spec.js";
export type { OpName, OpSpecs } from "./op-specs/op-specs.js";
export { optimizerUpdateSpec, type UpdateKind, updateKinds } from "./op-specs/optimizer-update.js";
export { padSpec } from "./op-specs/pad.js";
export { type PoolKind, poolKinds, poolSpec } from "./op-specs/pool.js";
export { type ReduceKind, reduceKinds, reduceSpec } from "./op-specs/reduce.js";
export { scatterAddSpec } from "./op-specs/scatter-add.js";
export { selectSpec } from "./op-specs/select.js";
export { separableConv1dSpec } from "./op-specs/separable-conv1d.js";
export { separableConv1dGradientSpec } from "./op-specs/separable-conv1d-gradient.js";
export { sliceSpec } from "./op-specs/slice.js";
export { softmaxSpec } from "./op-specs/softmax.js";
export { transposeSpec } from "./op-specs/transpose.js";
export {
  type ActivationKind,
  activationDerivatives,
  separateActivations,
  type UnaryKind,
  unaryKinds,
  unarySpec,
} from "./op-specs/unary.js";
export type { ConstantKey, Operand, OperandType } from "./operand.js";
export { philox, type RandomPlace } from "./random/philox.js";
export { elementCount, maxRank, type Shape, sameShape, stridesOf } from "./shape.js";
