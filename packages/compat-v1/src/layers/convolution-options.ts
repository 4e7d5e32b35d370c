import type { activations, constraints, initializers, regularizers } from "@sepconv/layers";
import type { LayerOptions } from "./layer-options.js";

/** A whole number, or a list of one. */
export type OneNumber = number | readonly [number];

/** What every 1-D convolution of TensorFlow 1 takes. */
export interface ConvolutionOptions extends LayerOptions {
  /** Channels of the output; a fraction is cut. */
  readonly filters: number;
  /** Taps of the filter. */
  readonly kernelSize: OneNumber;
  /** Input steps between neighbouring outputs. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid" (default), "same" or "causal", in any letter case. */
  readonly padding?: string;
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
  /** Input steps between neighbouring taps; not together with strides. Default: 1. */
  readonly dilationRate?: OneNumber;
  /** A function of the output. Default: none. */
  readonly activation?: activations.ActivationLike;
  /** Whether a bias is added. Default: true. */
  readonly useBias?: boolean;
  /** Default: zeros. Null: the scope's initializer, else Glorot's, as in TensorFlow and against its documentation. */
  readonly biasInitializer?: initializers.InitializerLike | null;
  readonly biasRegularizer?: regularizers.RegularizerLike | null;
  readonly biasConstraint?: constraints.ConstraintLike | null;
  /** Of the filter of an ordinary convolution; a separable one keeps it in the configuration alone, with a warning. */
  readonly kernelInitializer?: initializers.InitializerLike | null;
  readonly kernelRegularizer?: regularizers.RegularizerLike | null;
  readonly kernelConstraint?: constraints.ConstraintLike | null;
  /** Groups of channels that are convolved apart. Default: 1. */
  readonly groups?: number;
  /** Accepted, as TensorFlow does, without effect. */
  readonly convOp?: unknown;
}

export const convolutionOptionNames: readonly string[] = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "activation",
  "useBias",
  "biasInitializer",
  "biasRegularizer",
  "biasConstraint",
  "kernelInitializer",
  "kernelRegularizer",
  "kernelConstraint",
  "groups",
  "convOp",
];
