import * as picked from "./picked-layers.js";
import { type WithNames, withConfigs, withNames } from "./with-names.js";

// The classes of layers as `@sepconv/layers` has them: each understands the names of Keras. Keys that are dropped from
// configurations are those that Keras 2 writes for the class above, and never uses.

export const Activation: WithNames<typeof picked.Activation> = /* @__PURE__ */ withConfigs(picked.Activation);
export type Activation = picked.Activation;
export const BatchNormalization: WithNames<typeof picked.BatchNormalization> = /* @__PURE__ */ withConfigs(
  picked.BatchNormalization,
);
export type BatchNormalization = picked.BatchNormalization;
export const Conv1D: WithNames<typeof picked.Conv1D> = /* @__PURE__ */ withConfigs(picked.Conv1D);
export type Conv1D = picked.Conv1D;
export const Conv1DTranspose: WithNames<typeof picked.Conv1DTranspose> = /* @__PURE__ */ withConfigs(
  picked.Conv1DTranspose,
  ["groups"],
);
export type Conv1DTranspose = picked.Conv1DTranspose;
export const Convolution: typeof picked.Convolution = /* @__PURE__ */ withNames(picked.Convolution);
export type Convolution = picked.Convolution;
export const Dense: WithNames<typeof picked.Dense> = /* @__PURE__ */ withConfigs(picked.Dense);
export type Dense = picked.Dense;
export const DepthwiseConv1D: WithNames<typeof picked.DepthwiseConv1D> = /* @__PURE__ */ withConfigs(
  picked.DepthwiseConv1D,
  ["groups"],
);
export type DepthwiseConv1D = picked.DepthwiseConv1D;
export const Dropout: WithNames<typeof picked.Dropout> = /* @__PURE__ */ withConfigs(picked.Dropout);
export type Dropout = picked.Dropout;
export const GlobalAveragePooling1D: WithNames<typeof picked.GlobalAveragePooling1D> = /* @__PURE__ */ withConfigs(
  picked.GlobalAveragePooling1D,
);
export type GlobalAveragePooling1D = picked.GlobalAveragePooling1D;
export const InputLayer: typeof picked.InputLayer = /* @__PURE__ */ withNames(picked.InputLayer);
export type InputLayer = picked.InputLayer;
export const Layer: typeof picked.Layer = /* @__PURE__ */ withNames(picked.Layer);
export type Layer = picked.Layer;
export const Model: typeof picked.Model = /* @__PURE__ */ withNames(picked.Model);
export type Model = picked.Model;
export const SeparableConv1D: WithNames<typeof picked.SeparableConv1D> = /* @__PURE__ */ withConfigs(
  picked.SeparableConv1D,
  ["groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"],
);
export type SeparableConv1D = picked.SeparableConv1D;
export const Sequential: typeof picked.Sequential = /* @__PURE__ */ withNames(picked.Sequential);
export type Sequential = picked.Sequential;
