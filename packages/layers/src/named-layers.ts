import * as picked from "./picked-layers.js";
import { type WithNames, withConfigs, withNames } from "./with-names.js";

// The classes of layers as `@sepconv/layers` has them: each understands the names of Keras. Keys that are dropped from
// configurations are those that Keras 2 writes for the class above, and never uses.

/** Applies an activation function; the shape stays. */
export const Activation: WithNames<typeof picked.Activation> = /* @__PURE__ */ withConfigs(picked.Activation);
export type Activation = picked.Activation;
/** `y = gamma · (x − mean) / √(variance + epsilon) + beta`, for each index of one axis. */
export const BatchNormalization: WithNames<typeof picked.BatchNormalization> = /* @__PURE__ */ withConfigs(
  picked.BatchNormalization,
);
export type BatchNormalization = picked.BatchNormalization;
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
/** `y = activation(x · kernel + bias)` over the last axis. */
export const Dense: WithNames<typeof picked.Dense> = /* @__PURE__ */ withConfigs(picked.Dense);
export type Dense = picked.Dense;
/** Depthwise convolution over time: each channel with filters of its own, then bias and activation. */
export const DepthwiseConv1D: WithNames<typeof picked.DepthwiseConv1D> = /* @__PURE__ */ withConfigs(
  picked.DepthwiseConv1D,
  ["groups"],
);
export type DepthwiseConv1D = picked.DepthwiseConv1D;
/** In training, sets a random share of elements to 0. */
export const Dropout: WithNames<typeof picked.Dropout> = /* @__PURE__ */ withConfigs(picked.Dropout);
export type Dropout = picked.Dropout;
/** A model of what leads from symbolic inputs to symbolic outputs. */
export const Functional: typeof picked.Functional = /* @__PURE__ */ withNames(picked.Functional);
export type Functional = picked.Functional;
/** The mean over all steps, or over those that a mask keeps. */
export const GlobalAveragePooling1D: WithNames<typeof picked.GlobalAveragePooling1D> = /* @__PURE__ */ withConfigs(
  picked.GlobalAveragePooling1D,
);
export type GlobalAveragePooling1D = picked.GlobalAveragePooling1D;
/** The input of a model: says which shape it takes. */
export const InputLayer: typeof picked.InputLayer = /* @__PURE__ */ withNames(picked.InputLayer);
export type InputLayer = picked.InputLayer;
/** A layer as Keras knows it, the base of all; a subclass understands names as well. */
export const Layer: typeof picked.Layer = /* @__PURE__ */ withNames(picked.Layer);
export type Layer = picked.Layer;
/** A layer made of layers, which predicts. */
export const Model: typeof picked.Model = /* @__PURE__ */ withNames(picked.Model);
export type Model = picked.Model;
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
