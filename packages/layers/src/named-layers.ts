import { withNames } from "./keras-names.js";
import * as picked from "./picked-layers.js";

// The classes of layers as `@sepconv/layers` has them: each understands the names of Keras.

export const Activation: typeof picked.Activation = /* @__PURE__ */ withNames(picked.Activation);
export type Activation = picked.Activation;
export const BatchNormalization: typeof picked.BatchNormalization = /* @__PURE__ */ withNames(
  picked.BatchNormalization,
);
export type BatchNormalization = picked.BatchNormalization;
export const Conv1D: typeof picked.Conv1D = /* @__PURE__ */ withNames(picked.Conv1D);
export type Conv1D = picked.Conv1D;
export const Conv1DTranspose: typeof picked.Conv1DTranspose = /* @__PURE__ */ withNames(picked.Conv1DTranspose);
export type Conv1DTranspose = picked.Conv1DTranspose;
export const Convolution: typeof picked.Convolution = /* @__PURE__ */ withNames(picked.Convolution);
export type Convolution = picked.Convolution;
export const Dense: typeof picked.Dense = /* @__PURE__ */ withNames(picked.Dense);
export type Dense = picked.Dense;
export const DepthwiseConv1D: typeof picked.DepthwiseConv1D = /* @__PURE__ */ withNames(picked.DepthwiseConv1D);
export type DepthwiseConv1D = picked.DepthwiseConv1D;
export const Dropout: typeof picked.Dropout = /* @__PURE__ */ withNames(picked.Dropout);
export type Dropout = picked.Dropout;
export const GlobalAveragePooling1D: typeof picked.GlobalAveragePooling1D = /* @__PURE__ */ withNames(
  picked.GlobalAveragePooling1D,
);
export type GlobalAveragePooling1D = picked.GlobalAveragePooling1D;
export const InputLayer: typeof picked.InputLayer = /* @__PURE__ */ withNames(picked.InputLayer);
export type InputLayer = picked.InputLayer;
export const Layer: typeof picked.Layer = /* @__PURE__ */ withNames(picked.Layer);
export type Layer = picked.Layer;
export const Model: typeof picked.Model = /* @__PURE__ */ withNames(picked.Model);
export type Model = picked.Model;
export const SeparableConv1D: typeof picked.SeparableConv1D = /* @__PURE__ */ withNames(picked.SeparableConv1D);
export type SeparableConv1D = picked.SeparableConv1D;
export const Sequential: typeof picked.Sequential = /* @__PURE__ */ withNames(picked.Sequential);
export type Sequential = picked.Sequential;
