export {
  BatchNormalization,
  type BatchNormalizationCallOptions,
  type BatchNormalizationOptions,
  batchNormalization,
} from "./batch-normalization.js";
export { Conv1D, type Conv1DOptions, conv1d } from "./conv1d.js";
export { Convolution } from "./convolution.js";
export type { ConvolutionOptions, OneNumber } from "./convolution-options.js";
export { Dense, type DenseOptions, dense } from "./dense.js";
export { Dropout, type DropoutFunctionOptions, type DropoutOptions, dropout } from "./dropout.js";
export { Flatten, type FlattenFunctionOptions, type FlattenOptions, flatten } from "./flatten.js";
export type { FunctionalOptions } from "./functional.js";
export type { InputSpec } from "./input-spec.js";
export { Layer } from "./layer.js";
export type { CallOptions, LayerOptions, WeightValue } from "./layer-options.js";
export { LayerState, type WeightOptions } from "./layer-state.js";
export {
  AveragePooling1D,
  averagePooling1d,
  MaxPooling1D,
  maxPooling1d,
  type Pooling1DOptions,
  type Pooling1dOptions,
} from "./pooling1d.js";
export {
  SeparableConv1D,
  type SeparableConv1DOptions,
  type SeparableConv1dOptions,
  separableConv1d,
} from "./separable-conv1d.js";
