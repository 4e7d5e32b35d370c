export type { Activation as ActivationFunction, ActivationParameters } from "./activations/activation.js";
export * from "./activations/elementwise.js";
export { linear } from "./activations/linear.js";
export { celu, glu, logSoftmax, softmax, sparsemax } from "./activations/parameterized.js";
export * from "./activations/without-parameters.js";
export type { CallOptions } from "./call-options.js";
export type { Config } from "./config.js";
export type { Constraint } from "./constraints/constraint.js";
export { nonNeg } from "./constraints/non-negative.js";
export { maxNorm, minMaxNorm, unitNorm } from "./constraints/norms.js";
export { constant, ones, zeros } from "./initializers/constants.js";
export { identity } from "./initializers/identity.js";
export type { Initializer } from "./initializers/initializer.js";
export { orthogonal } from "./initializers/orthogonal.js";
export { randomNormal, randomUniform, truncatedNormal } from "./initializers/random.js";
export { stft } from "./initializers/stft.js";
export {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  varianceScaling,
} from "./initializers/variance-scaling.js";
export { type FunctionalOptions, model } from "./models/functional/functional.js";
export { input } from "./models/functional/input.js";
export { type SymbolicOptions, SymbolicTensor } from "./models/functional/symbolic-tensor.js";
export type { PartialShape } from "./partial-shape.js";
export * from "./picked-layers.js";
export { orthogonalRegularizer } from "./regularizers/orthogonal-regularizer.js";
export { l1, l1l2, l2 } from "./regularizers/penalties.js";
export type { Regularizer } from "./regularizers/regularizer.js";
export { registerSerializable } from "./serialization/registry.js";
export { serialize } from "./serialization/serialize.js";
export type { WeightOptions, WeightValue } from "./weight.js";
