// Layers

export { Activation, type ActivationOptions } from "./activations/activation-layer.js";
// Parts
export * as activations from "./activations/index.js";
// Names and configurations
export type { Config } from "./config.js";
export { snakeCase } from "./config.js";
export { SeparableConv1D, type SeparableConv1DOptions } from "./convolution/separable-conv1d.js";
export type { DataFormat } from "./data-format.js";
export { Dense, type DenseOptions } from "./dense/dense.js";
export type { LayerDType } from "./dtype-policy.js";
export * as initializers from "./initializers/index.js";
export { type CallOptions, Layer, type LayerOptions, type WeightValue } from "./layer.js";
// Models
export { InputLayer, type InputLayerOptions } from "./models/input-layer.js";
export { Model } from "./models/model.js";
export type { AbortSignalLike, PredictOptions, PredictProgress } from "./models/predict.js";
export { Sequential } from "./models/sequential.js";
export { BatchNormalization, type BatchNormalizationOptions } from "./normalization/batch-normalization.js";
export { withParameterBudget } from "./parameter-budget.js";
export type { PartialShape } from "./partial-shape.js";
export { GlobalAveragePooling1D, type GlobalAveragePooling1DOptions } from "./pooling/global-average-pooling1d.js";
export { Dropout, type DropoutOptions } from "./regularization/dropout.js";
export { type Deserialize, deserialize, knownLayerClasses, modelFromConfig } from "./serialization/deserialize.js";
export { serialize } from "./serialization/serialize.js";
export { resetLayerNames } from "./unique-name.js";
