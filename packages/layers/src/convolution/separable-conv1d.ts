import {
  ArgumentError,
  type ConvWindow,
  convGeometry,
  effectiveKernelSize,
  type Padding,
  paddings,
  ShapeError,
} from "@sepconv/backend";
import {
  boolean,
  type OneNumber,
  oneOf,
  separableConv1d,
  type Tensor,
  transpose,
  type Variable,
  wholeNumber,
} from "@sepconv/core";
import { type Activation, type ActivationLike, getActivation } from "../activations/get-activation.js";
import { type Config, optionsFromConfig } from "../config.js";
import { type DataFormat, dataFormatConfig, dataFormats } from "../data-format.js";
import { getInitializer, type InitializerLike, serializeInitializer } from "../initializers/get-initializer.js";
import type { Initializer } from "../initializers/initializer.js";
import { Layer, type LayerOptions } from "../layer.js";
import { refuseUnlessUnused } from "../not-yet.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `SeparableConv1D`, in camelCase. */
export interface SeparableConv1DOptions extends LayerOptions {
  /** Output channels. */
  readonly filters: number;
  /** Taps of the depthwise filter. */
  readonly kernelSize: OneNumber;
  /** Input steps between neighbouring outputs. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid" (default), "same" or "causal", in any letter case. */
  readonly padding?: string;
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
  /** Input steps between neighbouring taps. Default: 1. */
  readonly dilationRate?: OneNumber;
  /** Depthwise outputs for each input channel. Default: 1. */
  readonly depthMultiplier?: number;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Default: true. */
  readonly useBias?: boolean;
  /** Default: "glorotUniform". */
  readonly depthwiseInitializer?: InitializerLike;
  /** Default: "glorotUniform". */
  readonly pointwiseInitializer?: InitializerLike;
  /** Default: "zeros". */
  readonly biasInitializer?: InitializerLike;
  /** Regularizers and constraints arrive with training: null alone is accepted. */
  readonly depthwiseRegularizer?: null;
  readonly pointwiseRegularizer?: null;
  readonly biasRegularizer?: null;
  readonly activityRegularizer?: null;
  readonly depthwiseConstraint?: null;
  readonly pointwiseConstraint?: null;
  readonly biasConstraint?: null;
}

const trainingOptions = [
  "depthwiseRegularizer",
  "pointwiseRegularizer",
  "biasRegularizer",
  "activityRegularizer",
  "depthwiseConstraint",
  "pointwiseConstraint",
  "biasConstraint",
];

const optionNames = [
  "filters",
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "depthMultiplier",
  "activation",
  "useBias",
  "depthwiseInitializer",
  "pointwiseInitializer",
  "biasInitializer",
  ...trainingOptions,
];

/** Keys that Keras 2 leaves in the configuration from the class above, and never uses. */
const unusedKeys = ["groups", "kernel_initializer", "kernel_regularizer", "kernel_constraint"];

/**
 * Depthwise-separable convolution over time: a filter for each channel, then a product that mixes channels, then bias
 * and activation.
 *
 * Input `[batch, steps, channels]`, output `[batch, outputSteps, filters]`; with "channelsFirst" the last two change
 * places. Weights: `depthwise_kernel [kernelSize, channels, depthMultiplier]`,
 * `pointwise_kernel [1, channels · depthMultiplier, filters]`, `bias [filters]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value.
 * @throws ShapeError for an input that does not fit or, with "valid" padding, is too short for one output step.
 * @see https://keras.io/api/layers/convolution_layers/separable_convolution1d/
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.SeparableConv1D({ filters: 4, kernelSize: 3, padding: "same", activation: "relu" });
 * layer.computeOutputShape([null, 100, 6]); // [null, 100, 4]
 */
export class SeparableConv1D extends Layer {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: Padding;
  readonly dataFormat: DataFormat;
  readonly dilationRate: number;
  readonly depthMultiplier: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly #depthwiseInitializer: Initializer;
  readonly #pointwiseInitializer: Initializer;
  readonly #biasInitializer: Initializer;
  #depthwiseKernel: Variable | null = null;
  #pointwiseKernel: Variable | null = null;
  #bias: Variable | null = null;

  constructor(options: SeparableConv1DOptions) {
    super("SeparableConv1D", options, optionNames);
    refuseUnlessUnused(this.where, options, trainingOptions);
    this.filters = wholeNumber(this.where, "filters", options.filters);
    this.kernelSize = wholeNumber(this.where, "kernelSize", options.kernelSize);
    this.strides = wholeNumber(this.where, "strides", options.strides ?? 1);
    this.padding = oneOf(this.where, "padding", options.padding ?? "valid", paddings);
    this.dataFormat = oneOf(this.where, "dataFormat", options.dataFormat ?? "channelsLast", dataFormats);
    this.dilationRate = wholeNumber(this.where, "dilationRate", options.dilationRate ?? 1);
    this.depthMultiplier = wholeNumber(this.where, "depthMultiplier", options.depthMultiplier ?? 1);
    this.activation = getActivation(this.where, options.activation);
    this.useBias = boolean(this.where, "useBias", options.useBias ?? true);
    this.#depthwiseInitializer = this.#initializer(
      "depthwiseInitializer",
      options.depthwiseInitializer ?? "glorotUniform",
    );
    this.#pointwiseInitializer = this.#initializer(
      "pointwiseInitializer",
      options.pointwiseInitializer ?? "glorotUniform",
    );
    this.#biasInitializer = this.#initializer("biasInitializer", options.biasInitializer ?? "zeros");
  }

  /** A layer from Keras' configuration. @throws ArgumentError for a key that no version of Keras writes. */
  static fromConfig(config: Config): SeparableConv1D {
    return new SeparableConv1D(optionsFromConfig<SeparableConv1DOptions>(config, unusedKeys));
  }

  /** `[kernelSize, channels, depthMultiplier]`. @throws ArgumentError before the layer is built. */
  get depthwiseKernel(): Variable {
    return this.#weight(this.#depthwiseKernel);
  }

  /** `[1, channels · depthMultiplier, filters]`. @throws ArgumentError before the layer is built. */
  get pointwiseKernel(): Variable {
    return this.#weight(this.#pointwiseKernel);
  }

  /** `[filters]`, or null without bias. @throws ArgumentError before the layer is built. */
  get bias(): Variable | null {
    return this.useBias ? this.#weight(this.#bias) : null;
  }

  override call(x: Tensor): Tensor {
    const { strides, padding, dilationRate, activation, dataFormat } = this;
    const fused = activation.fused;
    const y = separableConv1d(exchangeLayout(x, dataFormat), this.depthwiseKernel, this.pointwiseKernel, {
      bias: this.bias,
      strides,
      padding,
      dilationRate,
      activation: fused,
    });
    const output = exchangeLayout(y, dataFormat);
    return fused === null ? activation(output) : output;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const { batch, steps } = this.#axes(inputShape);
    const outputSteps = steps === null ? null : convGeometry(steps, this.#window).outputSteps;
    return this.dataFormat === "channelsLast" ? [batch, outputSteps, this.filters] : [batch, this.filters, outputSteps];
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      depth_multiplier: this.depthMultiplier,
      filters: this.filters,
      kernel_size: [this.kernelSize],
      strides: [this.strides],
      padding: this.padding,
      data_format: dataFormatConfig(this.dataFormat),
      dilation_rate: [this.dilationRate],
      activation: this.activation.activationName,
      use_bias: this.useBias,
      depthwise_initializer: serializeInitializer(this.#depthwiseInitializer),
      pointwise_initializer: serializeInitializer(this.#pointwiseInitializer),
      bias_initializer: serializeInitializer(this.#biasInitializer),
      depthwise_regularizer: null,
      pointwise_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      depthwise_constraint: null,
      pointwise_constraint: null,
      bias_constraint: null,
    };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const { kernelSize, depthMultiplier, filters } = this;
    const { channels } = this.#axes(inputShape);
    if (channels === null) {
      throw new ShapeError({
        where: this.where,
        problem: "the input's channels are unknown",
        expected: "a known number of channels to build the weights for",
        got: inputShape,
      });
    }
    const depthwise = [kernelSize, channels, depthMultiplier];
    const pointwise = [1, channels * depthMultiplier, filters];
    this.#depthwiseKernel = this.addWeight("depthwise_kernel", depthwise, { initializer: this.#depthwiseInitializer });
    this.#pointwiseKernel = this.addWeight("pointwise_kernel", pointwise, { initializer: this.#pointwiseInitializer });
    if (this.useBias) this.#bias = this.addWeight("bias", [filters], { initializer: this.#biasInitializer });
  }

  protected override checkInput(inputShape: PartialShape): void {
    const form = this.dataFormat === "channelsLast" ? "[batch, steps, channels]" : "[batch, channels, steps]";
    if (inputShape.length !== 3) {
      throw new ShapeError({
        where: this.where,
        problem: `the input has rank ${inputShape.length}`,
        expected: `rank 3, ${form}`,
        got: inputShape,
      });
    }
    const { steps, channels } = this.#axes(inputShape);
    const known = this.#depthwiseKernel?.shape[1];
    if (channels === 0 || (channels !== null && known !== undefined && channels !== known)) {
      throw new ShapeError({
        where: this.where,
        problem: "the input's channels do not fit",
        expected: `${form} with ${known ?? "at least 1"} channels`,
        got: inputShape,
      });
    }
    if (steps !== null && this.padding === "valid") this.#checkLength(steps, inputShape);
  }

  get #window(): ConvWindow {
    return { kernelSize: this.kernelSize, stride: this.strides, dilation: this.dilationRate, padding: this.padding };
  }

  #checkLength(steps: number, inputShape: PartialShape): void {
    const shortest = effectiveKernelSize(this.#window);
    if (steps >= shortest) return;
    throw new ShapeError({
      where: this.where,
      problem: `an input of ${steps} steps gives no output, with kernel size ${this.kernelSize} and dilation rate ${this.dilationRate}`,
      expected: `at least ${shortest} steps`,
      got: inputShape,
      remedy: 'Use padding "same" or "causal", or a longer input.',
    });
  }

  #axes(shape: PartialShape): { batch: number | null; steps: number | null; channels: number | null } {
    const [batch = null, second = null, third = null] = shape;
    return this.dataFormat === "channelsLast"
      ? { batch, steps: second, channels: third }
      : { batch, steps: third, channels: second };
  }

  #initializer(name: string, identifier: InitializerLike): Initializer {
    return getInitializer(this.where, name, identifier);
  }

  #weight(weight: Variable | null): Variable {
    if (weight) return weight;
    throw new ArgumentError({
      where: this.where,
      problem: "the layer has no weights yet",
      remedy: "Call build() with an input shape, or apply() first.",
    });
  }
}

/** From a layer's own layout to `[batch, steps, channels]` and back: exchanging the last two axes is its own inverse. */
function exchangeLayout(x: Tensor, dataFormat: DataFormat): Tensor {
  return dataFormat === "channelsLast" ? x : transpose(x, { permutation: [0, 2, 1] });
}
