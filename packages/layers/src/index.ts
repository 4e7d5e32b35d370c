export type { ActivationOptions } from "./activations/activation-layer.js";
export * as activations from "./activations/index.js";
export type { CallOptions } from "./call-options.js";
export type { Config } from "./config.js";
export { optionsFromConfig, snakeCase } from "./config.js";
export * as constraints from "./constraints/index.js";
export type { Conv1DOptions } from "./convolution/conv1d.js";
export type { Conv1DTransposeOptions } from "./convolution/conv1d-transpose.js";
export type { ConvolutionOptions } from "./convolution/convolution.js";
export type { DepthwiseConv1DOptions } from "./convolution/depthwise-conv1d.js";
export type { SeparableConv1DOptions } from "./convolution/separable-conv1d.js";
export type { DataFormat } from "./data-format.js";
export type { DenseOptions } from "./dense/dense.js";
export type { Dialect, DialectOption } from "./dialect.js";
export type { LayerDType } from "./dtype-policy.js";
export * as initializers from "./initializers/index.js";
export type { InputSpec } from "./input-spec.js";
export type { LayerOptions } from "./layer-options.js";
export { LayerState } from "./layer-state.js";
export * as losses from "./losses/index.js";
export { type FunctionalOptions, model } from "./models/functional/functional.js";
export { input } from "./models/functional/input.js";
export type { Structure } from "./models/functional/structure.js";
export { type SymbolicOptions, SymbolicTensor } from "./models/functional/symbolic-tensor.js";
export type { InputLayerOptions } from "./models/input-layer.js";
export type { AbortSignalLike, PredictOptions, PredictProgress } from "./models/predict.js";
export {
  Activation,
  BatchNormalization,
  Conv1D,
  Conv1D as Convolution1D,
  Conv1DTranspose,
  Conv1DTranspose as Convolution1DTranspose,
  Convolution,
  Dense,
  DepthwiseConv1D,
  Dropout,
  Functional,
  GlobalAveragePooling1D,
  InputLayer,
  Layer,
  Model,
  SeparableConv1D,
  SeparableConv1D as SeparableConvolution1D,
  Sequential,
} from "./named-layers.js";
export type { BatchNormalizationOptions } from "./normalization/batch-normalization.js";
export * as optimizers from "./optimizers/index.js";
export { withParameterBudget } from "./parameter-budget.js";
export type { PartialShape } from "./partial-shape.js";
export type { GlobalAveragePooling1DOptions } from "./pooling/global-average-pooling1d.js";
export type { DropoutOptions } from "./regularization/dropout.js";
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
