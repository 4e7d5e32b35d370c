export { Activation, type ActivationOptions } from "./activations/activation-layer.js";
export * as activations from "./activations/index.js";
export type { CallOptions } from "./call-options.js";
export type { Config } from "./config.js";
export { optionsFromConfig, snakeCase } from "./config.js";
export * as constraints from "./constraints/index.js";
export { Conv1D, Conv1D as Convolution1D, type Conv1DOptions } from "./convolution/conv1d.js";
export {
  Conv1DTranspose,
  Conv1DTranspose as Convolution1DTranspose,
  type Conv1DTransposeOptions,
} from "./convolution/conv1d-transpose.js";
export { Convolution, type ConvolutionOptions } from "./convolution/convolution.js";
export { DepthwiseConv1D, type DepthwiseConv1DOptions } from "./convolution/depthwise-conv1d.js";
export {
  SeparableConv1D,
  SeparableConv1D as SeparableConvolution1D,
  type SeparableConv1DOptions,
} from "./convolution/separable-conv1d.js";
export type { DataFormat } from "./data-format.js";
export { Dense, type DenseOptions } from "./dense/dense.js";
export type { Dialect, DialectOption } from "./dialect.js";
export type { LayerDType } from "./dtype-policy.js";
export * as initializers from "./initializers/index.js";
export type { InputSpec } from "./input-spec.js";
export { Layer } from "./layer.js";
export type { LayerOptions } from "./layer-options.js";
export { LayerState } from "./layer-state.js";
export * as losses from "./losses/index.js";
export { InputLayer, type InputLayerOptions } from "./models/input-layer.js";
export { Model } from "./models/model.js";
export type { AbortSignalLike, PredictOptions, PredictProgress } from "./models/predict.js";
export { Sequential } from "./models/sequential.js";
export { BatchNormalization, type BatchNormalizationOptions } from "./normalization/batch-normalization.js";
export { withParameterBudget } from "./parameter-budget.js";
export type { PartialShape } from "./partial-shape.js";
export { GlobalAveragePooling1D, type GlobalAveragePooling1DOptions } from "./pooling/global-average-pooling1d.js";
export { Dropout, type DropoutOptions } from "./regularization/dropout.js";
export * as regularizers from "./regularizers/index.js";
export * as schedules from "./schedules/index.js";
export {
  type Deserialize,
  type DeserializeOptions,
  deserialize,
  modelFromConfig,
} from "./serialization/deserialize.js";
export { type Registrable, registerSerializable } from "./serialization/registry.js";
export { serialize } from "./serialization/serialize.js";
export { resetLayerNames } from "./unique-name.js";
export { constraintOf, regularizerOf, type WeightOptions, type WeightValue } from "./weight.js";
