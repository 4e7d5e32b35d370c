import * as picked from "./picked-layers.js";
import { type WithNames, withConfigs, withNames } from "./with-names.js";

// The classes of layers as `@sepconv/layers` has them: each understands the names of Keras. Keys that are dropped from
// configurations are those that Keras 2 writes for the class above, and never uses.

/** Applies an activation function; the shape stays. */
export const Activation: WithNames<typeof picked.Activation> = /* @__PURE__ */ withConfigs(picked.Activation);
export type Activation = picked.Activation;
/** Passes its input on, at a cost. */
export const ActivityRegularization: WithNames<typeof picked.ActivityRegularization> = /* @__PURE__ */ withConfigs(
  picked.ActivityRegularization,
);
export type ActivityRegularization = picked.ActivityRegularization;
/** The mean of each of as many windows as steps shall come out. */
export const AdaptiveAveragePooling1D: WithNames<typeof picked.AdaptiveAveragePooling1D> = /* @__PURE__ */ withConfigs(
  picked.AdaptiveAveragePooling1D,
);
export type AdaptiveAveragePooling1D = picked.AdaptiveAveragePooling1D;
/** The largest of each of as many windows as steps shall come out. */
export const AdaptiveMaxPooling1D: WithNames<typeof picked.AdaptiveMaxPooling1D> = /* @__PURE__ */ withConfigs(
  picked.AdaptiveMaxPooling1D,
);
export type AdaptiveMaxPooling1D = picked.AdaptiveMaxPooling1D;
/** The sum of the inputs. */
export const Add: WithNames<typeof picked.Add> = /* @__PURE__ */ withConfigs(picked.Add);
export type Add = picked.Add;
/** In training, sets a random share of elements to what selu gives for −∞. */
export const AlphaDropout: WithNames<typeof picked.AlphaDropout> = /* @__PURE__ */ withConfigs(picked.AlphaDropout);
export type AlphaDropout = picked.AlphaDropout;
/** The mean of the inputs. */
export const Average: WithNames<typeof picked.Average> = /* @__PURE__ */ withConfigs(picked.Average);
export type Average = picked.Average;
/** The mean of each window of steps. */
export const AveragePooling1D: WithNames<typeof picked.AveragePooling1D> = /* @__PURE__ */ withConfigs(
  picked.AveragePooling1D,
);
export type AveragePooling1D = picked.AveragePooling1D;
/** `y = gamma · (x − mean) / √(variance + epsilon) + beta`, for each index of one axis. */
export const BatchNormalization: WithNames<typeof picked.BatchNormalization> = /* @__PURE__ */ withConfigs(
  picked.BatchNormalization,
);
export type BatchNormalization = picked.BatchNormalization;
/** The inputs one after the other along an axis. */
export const Concatenate: WithNames<typeof picked.Concatenate> = /* @__PURE__ */ withConfigs(picked.Concatenate);
export type Concatenate = picked.Concatenate;
/** Convolution over time, then bias and activation. */
export const Conv1D: WithNames<typeof picked.Conv1D> = /* @__PURE__ */ withConfigs(picked.Conv1D);
export type Conv1D = picked.Conv1D;
/** Transposed convolution over time, then bias and activation. */
export const Conv1DTranspose: WithNames<typeof picked.Conv1DTranspose> = /* @__PURE__ */ withConfigs(
  picked.Conv1DTranspose,
  ["groups"],
);
export type Conv1DTranspose = picked.Conv1DTranspose;
/** What the convolution layers have in common. */
export const Convolution: typeof picked.Convolution = /* @__PURE__ */ withNames(picked.Convolution);
export type Convolution = picked.Convolution;
/** Leaves out steps in front and behind. */
export const Cropping1D: WithNames<typeof picked.Cropping1D> = /* @__PURE__ */ withConfigs(picked.Cropping1D);
export type Cropping1D = picked.Cropping1D;
/** `y = activation(x · kernel + bias)` over the last axis. */
export const Dense: WithNames<typeof picked.Dense> = /* @__PURE__ */ withConfigs(picked.Dense);
export type Dense = picked.Dense;
/** Depthwise convolution over time: each channel with filters of its own, then bias and activation. */
export const DepthwiseConv1D: WithNames<typeof picked.DepthwiseConv1D> = /* @__PURE__ */ withConfigs(
  picked.DepthwiseConv1D,
  ["groups"],
);
export type DepthwiseConv1D = picked.DepthwiseConv1D;
/** Sums of products of two inputs along one axis of each. */
export const Dot: WithNames<typeof picked.Dot> = /* @__PURE__ */ withConfigs(picked.Dot);
export type Dot = picked.Dot;
/** In training, sets a random share of elements to 0. */
export const Dropout: WithNames<typeof picked.Dropout> = /* @__PURE__ */ withConfigs(picked.Dropout);
export type Dropout = picked.Dropout;
/** x where x > 0, else `alpha · (eˣ − 1)`. */
export const ELU: WithNames<typeof picked.ELU> = /* @__PURE__ */ withConfigs(picked.ELU);
export type ELU = picked.ELU;
/** Rows of a table, by their indices. */
export const Embedding: WithNames<typeof picked.Embedding> = /* @__PURE__ */ withConfigs(picked.Embedding);
export type Embedding = picked.Embedding;
/** Everything but the batch in one axis. */
export const Flatten: WithNames<typeof picked.Flatten> = /* @__PURE__ */ withConfigs(picked.Flatten);
export type Flatten = picked.Flatten;
/** In training, multiplies by normally distributed numbers with mean 1. */
export const GaussianDropout: WithNames<typeof picked.GaussianDropout> = /* @__PURE__ */ withConfigs(
  picked.GaussianDropout,
);
export type GaussianDropout = picked.GaussianDropout;
/** In training, adds normally distributed numbers with mean 0. */
export const GaussianNoise: WithNames<typeof picked.GaussianNoise> = /* @__PURE__ */ withConfigs(picked.GaussianNoise);
export type GaussianNoise = picked.GaussianNoise;
/** A model of what leads from symbolic inputs to symbolic outputs. */
export const Functional: typeof picked.Functional = /* @__PURE__ */ withNames(picked.Functional);
export type Functional = picked.Functional;
/** The mean over all steps, or over those that a mask keeps. */
export const GlobalAveragePooling1D: WithNames<typeof picked.GlobalAveragePooling1D> = /* @__PURE__ */ withConfigs(
  picked.GlobalAveragePooling1D,
);
export type GlobalAveragePooling1D = picked.GlobalAveragePooling1D;
/** The largest of all steps. */
export const GlobalMaxPooling1D: WithNames<typeof picked.GlobalMaxPooling1D> = /* @__PURE__ */ withConfigs(
  picked.GlobalMaxPooling1D,
);
export type GlobalMaxPooling1D = picked.GlobalMaxPooling1D;
/** Normalizes groups of channels of each sample. */
export const GroupNormalization: WithNames<typeof picked.GroupNormalization> = /* @__PURE__ */ withConfigs(
  picked.GroupNormalization,
);
export type GroupNormalization = picked.GroupNormalization;
/** Passes its input on. */
export const Identity: WithNames<typeof picked.Identity> = /* @__PURE__ */ withConfigs(picked.Identity);
export type Identity = picked.Identity;
/** The input of a model: says which shape it takes. */
export const InputLayer: typeof picked.InputLayer = /* @__PURE__ */ withNames(picked.InputLayer);
export type InputLayer = picked.InputLayer;
/** A layer as Keras knows it, the base of all; a subclass understands names as well. */
export const Layer: typeof picked.Layer = /* @__PURE__ */ withNames(picked.Layer);
export type Layer = picked.Layer;
/** Normalizes each sample over some axes. */
export const LayerNormalization: WithNames<typeof picked.LayerNormalization> = /* @__PURE__ */ withConfigs(
  picked.LayerNormalization,
);
export type LayerNormalization = picked.LayerNormalization;
/** x where x > 0, else `negativeSlope · x`. */
export const LeakyReLU: WithNames<typeof picked.LeakyReLU> = /* @__PURE__ */ withConfigs(picked.LeakyReLU);
export type LeakyReLU = picked.LeakyReLU;
/** Masks the steps whose channels all have one value. */
export const Masking: WithNames<typeof picked.Masking> = /* @__PURE__ */ withConfigs(picked.Masking);
export type Masking = picked.Masking;
/** The largest of the inputs. */
export const Maximum: WithNames<typeof picked.Maximum> = /* @__PURE__ */ withConfigs(picked.Maximum);
export type Maximum = picked.Maximum;
/** The largest of each window of steps. */
export const MaxPooling1D: WithNames<typeof picked.MaxPooling1D> = /* @__PURE__ */ withConfigs(picked.MaxPooling1D);
export type MaxPooling1D = picked.MaxPooling1D;
/** A layer of several inputs, the base of those that merge them. */
export const MergeLayer: typeof picked.MergeLayer = /* @__PURE__ */ withNames(picked.MergeLayer);
export type MergeLayer = picked.MergeLayer;
/** The least of the inputs. */
export const Minimum: WithNames<typeof picked.Minimum> = /* @__PURE__ */ withConfigs(picked.Minimum);
export type Minimum = picked.Minimum;
/** A layer made of layers, which predicts. */
export const Model: typeof picked.Model = /* @__PURE__ */ withNames(picked.Model);
export type Model = picked.Model;
/** The product of the inputs. */
export const Multiply: WithNames<typeof picked.Multiply> = /* @__PURE__ */ withConfigs(picked.Multiply);
export type Multiply = picked.Multiply;
/** Subtracts a mean and divides by a deviation, given or found in data. */
export const Normalization: WithNames<typeof picked.Normalization> = /* @__PURE__ */ withConfigs(picked.Normalization);
export type Normalization = picked.Normalization;
/** The axes of a sample in another order. */
export const Permute: WithNames<typeof picked.Permute> = /* @__PURE__ */ withConfigs(picked.Permute);
export type Permute = picked.Permute;
/** x where x > 0, else `alpha · x`, alpha being learned. */
export const PReLU: WithNames<typeof picked.PReLU> = /* @__PURE__ */ withConfigs(picked.PReLU);
export type PReLU = picked.PReLU;
/** max(x, 0), with a slope, a threshold and a largest value. */
export const ReLU: WithNames<typeof picked.ReLU> = /* @__PURE__ */ withConfigs(picked.ReLU);
export type ReLU = picked.ReLU;
/** The same vector as several steps. */
export const RepeatVector: WithNames<typeof picked.RepeatVector> = /* @__PURE__ */ withConfigs(picked.RepeatVector);
export type RepeatVector = picked.RepeatVector;
/** `x · scale + offset`. */
export const Rescaling: WithNames<typeof picked.Rescaling> = /* @__PURE__ */ withConfigs(picked.Rescaling);
export type Rescaling = picked.Rescaling;
/** The same elements of each sample under another shape. */
export const Reshape: WithNames<typeof picked.Reshape> = /* @__PURE__ */ withConfigs(picked.Reshape);
export type Reshape = picked.Reshape;
/** Divides each sample by its root mean square over some axes. */
export const RMSNormalization: WithNames<typeof picked.RMSNormalization> = /* @__PURE__ */ withConfigs(
  picked.RMSNormalization,
);
export type RMSNormalization = picked.RMSNormalization;
/**
 * Depthwise-separable convolution over time: a filter for each channel, then a product that mixes channels, then bias and
 * activation.
 */
export const SeparableConv1D: WithNames<typeof picked.SeparableConv1D> = /* @__PURE__ */ withConfigs(
  picked.SeparableConv1D,
  ["groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
);
export type SeparableConv1D = picked.SeparableConv1D;
/** Layers one after the other. */
export const Sequential: typeof picked.Sequential = /* @__PURE__ */ withNames(picked.Sequential);
export type Sequential = picked.Sequential;
/** Shares that sum to 1 over one or several axes. */
export const Softmax: WithNames<typeof picked.Softmax> = /* @__PURE__ */ withConfigs(picked.Softmax);
export type Softmax = picked.Softmax;
/** In training, sets a random share of channels to 0 in all steps. */
export const SpatialDropout1D: WithNames<typeof picked.SpatialDropout1D> = /* @__PURE__ */ withConfigs(
  picked.SpatialDropout1D,
);
export type SpatialDropout1D = picked.SpatialDropout1D;
/** The difference of two inputs. */
export const Subtract: WithNames<typeof picked.Subtract> = /* @__PURE__ */ withConfigs(picked.Subtract);
export type Subtract = picked.Subtract;
/** A layer applied to each step by itself. */
export const TimeDistributed: typeof picked.TimeDistributed = /* @__PURE__ */ withNames(picked.TimeDistributed);
export type TimeDistributed = picked.TimeDistributed;
/** Divides each sample by its Euclidean norm over some axes. */
export const UnitNormalization: WithNames<typeof picked.UnitNormalization> = /* @__PURE__ */ withConfigs(
  picked.UnitNormalization,
);
export type UnitNormalization = picked.UnitNormalization;
/** Each step several times. */
export const UpSampling1D: WithNames<typeof picked.UpSampling1D> = /* @__PURE__ */ withConfigs(picked.UpSampling1D);
export type UpSampling1D = picked.UpSampling1D;
/** Steps of zeros in front and behind. */
export const ZeroPadding1D: WithNames<typeof picked.ZeroPadding1D> = /* @__PURE__ */ withConfigs(picked.ZeroPadding1D);
export type ZeroPadding1D = picked.ZeroPadding1D;
