export type { ActivationOptions } from "./activations/activation-layer.js";
export type { ELUOptions } from "./activations/elu-layer.js";
export * as activations from "./activations/index.js";
export type { LeakyReLUOptions } from "./activations/leaky-relu-layer.js";
export type { PReLUOptions } from "./activations/prelu-layer.js";
export type { ReLUOptions } from "./activations/relu-layer.js";
export type { SoftmaxOptions } from "./activations/softmax-layer.js";
export type { Axes } from "./axes.js";
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
export type { EmbeddingOptions } from "./embedding/embedding.js";
export type { MaskingOptions } from "./embedding/masking.js";
export * as initializers from "./initializers/index.js";
export type { InputSpec } from "./input-spec.js";
export type { LayerOptions } from "./layer-options.js";
export { LayerState } from "./layer-state.js";
export * as losses from "./losses/index.js";
export type { ConcatenateOptions } from "./merging/concatenate.js";
export type { DotOptions } from "./merging/dot.js";
export type { Masks, MergeCallOptions } from "./merging/merge-layer.js";
export * as metrics from "./metrics/index.js";
export type { Batches } from "./models/batches.js";
export { type FunctionalOptions, model } from "./models/functional/functional.js";
export { input } from "./models/functional/input.js";
export type { Structure } from "./models/functional/structure.js";
export { type SymbolicOptions, SymbolicTensor } from "./models/functional/symbolic-tensor.js";
export type { InputLayerOptions } from "./models/input-layer.js";
export type { ModelShape } from "./models/model.js";
export type { AbortSignalLike, PredictOptions, PredictProgress } from "./models/predict.js";
export type { SummaryOptions } from "./models/summary/summary.js";
export type { TerminalLike } from "./models/terminal.js";
export {
  Activation,
  ActivityRegularization,
  AdaptiveAveragePooling1D,
  AdaptiveMaxPooling1D,
  Add,
  AlphaDropout,
  Average,
  AveragePooling1D,
  AveragePooling1D as AvgPool1D,
  BatchNormalization,
  Concatenate,
  Conv1D,
  Conv1D as Convolution1D,
  Conv1DTranspose,
  Conv1DTranspose as Convolution1DTranspose,
  Convolution,
  Cropping1D,
  Dense,
  DepthwiseConv1D,
  Dot,
  Dropout,
  ELU,
  Embedding,
  Flatten,
  Functional,
  GaussianDropout,
  GaussianNoise,
  GlobalAveragePooling1D,
  GlobalAveragePooling1D as GlobalAvgPool1D,
  GlobalMaxPooling1D,
  GlobalMaxPooling1D as GlobalMaxPool1D,
  GroupNormalization,
  Identity,
  InputLayer,
  Layer,
  LayerNormalization,
  LeakyReLU,
  Masking,
  Maximum,
  MaxPooling1D,
  MaxPooling1D as MaxPool1D,
  MergeLayer,
  Minimum,
  Model,
  Multiply,
  Normalization,
  Permute,
  PReLU,
  ReLU,
  RepeatVector,
  Rescaling,
  Reshape,
  RMSNormalization,
  SeparableConv1D,
  SeparableConv1D as SeparableConvolution1D,
  Sequential,
  Softmax,
  SpatialDropout1D,
  Subtract,
  TimeDistributed,
  UnitNormalization,
  UpSampling1D,
  ZeroPadding1D,
} from "./named-layers.js";
export type { AffineNormalizationOptions } from "./normalization/affine-normalization.js";
export type { BatchNormalizationOptions } from "./normalization/batch-normalization.js";
export type { GroupNormalizationOptions } from "./normalization/group-normalization.js";
export type { LayerNormalizationOptions } from "./normalization/layer-normalization.js";
export type { RMSNormalizationOptions } from "./normalization/rms-normalization.js";
export type { UnitNormalizationOptions } from "./normalization/unit-normalization.js";
export * as optimizers from "./optimizers/index.js";
export { withParameterBudget } from "./parameter-budget.js";
export type { PartialShape } from "./partial-shape.js";
export type { AdaptivePooling1DOptions } from "./pooling/adaptive-pooling1d.js";
export type { AveragePooling1DOptions } from "./pooling/average-pooling1d.js";
export type { GlobalAveragePooling1DOptions } from "./pooling/global-average-pooling1d.js";
export type { GlobalMaxPooling1DOptions } from "./pooling/global-max-pooling1d.js";
export type { MaxPooling1DOptions } from "./pooling/max-pooling1d.js";
export type { Pooling1DOptions } from "./pooling/pooling1d.js";
export type { NormalizationOptions, Numbers } from "./preprocessing/normalization.js";
export type { RescalingOptions } from "./preprocessing/rescaling.js";
export type { ActivityRegularizationOptions } from "./regularization/activity-regularization.js";
export type { AlphaDropoutOptions } from "./regularization/alpha-dropout.js";
export type { DropoutOptions } from "./regularization/dropout.js";
export type { GaussianDropoutOptions } from "./regularization/gaussian-dropout.js";
export type { GaussianNoiseOptions } from "./regularization/gaussian-noise.js";
export type { SpatialDropout1DOptions } from "./regularization/spatial-dropout1d.js";
export * as regularizers from "./regularizers/index.js";
export type { Cropping1DOptions } from "./reshaping/cropping1d.js";
export type { FlattenOptions } from "./reshaping/flatten.js";
export type { PermuteOptions } from "./reshaping/permute.js";
export type { RepeatVectorOptions } from "./reshaping/repeat-vector.js";
export type { ReshapeOptions } from "./reshaping/reshape.js";
export type { StepPair } from "./reshaping/step-pair.js";
export type { UpSampling1DOptions } from "./reshaping/up-sampling1d.js";
export type { ZeroPadding1DOptions } from "./reshaping/zero-padding1d.js";
export * as schedules from "./schedules/index.js";
export {
  type Deserialize,
  type DeserializeOptions,
  deserialize,
  modelFromConfig,
} from "./serialization/deserialize.js";
export { type Registrable, registerSerializable } from "./serialization/registry.js";
export { serialize } from "./serialization/serialize.js";
export type { DataFormatOption } from "./steps-layer.js";
export * as callbacks from "./training/callbacks/index.js";
export { compileConfig } from "./training/compile-config.js";
export type { CompileOptions, ForOutputs, MetricsForOutputs } from "./training/compile-options.js";
export { compileOptionsOf } from "./training/compile-options-of.js";
export type { BatchOptions, EvaluateOptions, FitOptions } from "./training/fit-options.js";
export { History } from "./training/history.js";
export type { Logs, TrainingProgress } from "./training/progress.js";
export type { Trainer } from "./training/trainer.js";
export type { TrainingPosition } from "./training/training-position.js";
export { resetLayerNames } from "./unique-name.js";
export { constrain, constraintOf, regularizerOf, type WeightOptions, type WeightValue } from "./weight.js";
export type { TimeDistributedOptions } from "./wrappers/time-distributed.js";
