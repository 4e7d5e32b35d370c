import {
  ArgumentError,
  type ConvWindow,
  convGeometry,
  type DType,
  effectiveKernelSize,
  type Padding,
  ShapeError,
} from "@sepconv/backend";
import { boolean, type OneNumber, oneOf, type Tensor, transposed, type Variable, wholeNumber } from "@sepconv/core";
import { activationConfig } from "../activations/activation-config.js";
import type { Activation, ActivationLike } from "../activations/get-activation.js";
import type { Config } from "../config.js";
import { type DataFormat, dataFormatConfig, dataFormats } from "../data-format.js";
import type { Dialect } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import { zeros } from "../initializers/constants.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { orZeros, type WeightPartOptions, type WeightParts, weightPartNames, weightParts } from "../weight-parts.js";

/** What every convolution takes. */
export interface ConvolutionOptions extends LayerOptions, WeightPartOptions<"bias"> {
  /** Taps of the filter. */
  readonly kernelSize: OneNumber;
  /** Input steps between neighbouring outputs. Default: 1. */
  readonly strides?: OneNumber;
  /** "valid" (default), "same" or, where the class has it, "causal"; in any letter case. */
  readonly padding?: string;
  /** "channelsLast" (default) or "channelsFirst". */
  readonly dataFormat?: string | null;
  /** Input steps between neighbouring taps. Default: 1. */
  readonly dilationRate?: OneNumber;
  /** Default: none. */
  readonly activation?: ActivationLike;
  /** Default: true. */
  readonly useBias?: boolean;
}

const optionNames = [
  "kernelSize",
  "strides",
  "padding",
  "dataFormat",
  "dilationRate",
  "activation",
  "useBias",
  ...weightPartNames("bias"),
];

/** A shape by what its axes mean, whatever the data format. */
export interface Axes {
  readonly batch: number | null;
  readonly steps: number | null;
  readonly channels: number | null;
}

/** What the convolution layers have in common: window, layout, bias, activation, and the checks of their input. */
export abstract class Convolution extends Layer {
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: Padding;
  readonly dataFormat: DataFormat;
  readonly dilationRate: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  protected readonly biasParts: WeightParts;
  #bias: Variable | null = null;
  #channels: number | null = null;

  protected constructor(
    className: string,
    options: ConvolutionOptions,
    ownNames: readonly string[],
    paddings: readonly Padding[],
  ) {
    super(className, options, [...ownNames, ...optionNames]);
    const { activation = null, dialect = "keras3" } = options;
    this.activation = this.vocabulary.activation(this.where, "activation", activation, dialect);
    this.biasParts = weightParts(this.where, "bias", options, zeros, this.vocabulary);
    this.kernelSize = wholeNumber(this.where, "kernelSize", options.kernelSize);
    this.strides = wholeNumber(this.where, "strides", defaulted(options.strides, 1));
    this.padding = oneOf(this.where, "padding", defaulted(options.padding, "valid"), paddings);
    this.dataFormat = oneOf(this.where, "dataFormat", options.dataFormat ?? "channelsLast", dataFormats);
    this.dilationRate = wholeNumber(this.where, "dilationRate", defaulted(options.dilationRate, 1));
    this.useBias = boolean(this.where, "useBias", defaulted(options.useBias, true));
    this.inputSpec = { minNdim: 3 };
  }

  /** `[output channels]`, or null without bias. @throws ArgumentError before the layer is built. */
  get bias(): Variable | null {
    return this.useBias ? this.weight(this.#bias) : null;
  }

  override call(x: Tensor): Tensor {
    const { dataFormat, activation } = this;
    const y = this.convolve(exchangeLayout(x, dataFormat), activation.fused);
    const output = exchangeLayout(y, dataFormat);
    return activation.fused === null ? activation(output) : output;
  }

  /** The convolution with bias and, if it is one that kernels fuse, the activation; of `[batch, steps, channels]`. */
  protected abstract convolve(x: Tensor, activation: Activation["fused"]): Tensor;

  /** Adds the filters for a number of input channels. */
  protected abstract addFilters(channels: number): void;

  /** Output channels for a number of input channels. */
  protected abstract outputChannels(channels: number | null): number | null;

  /** Output steps for a number of input steps. */
  protected outputSteps(steps: number): number {
    return convGeometry(steps, this.window).outputSteps;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    const { batch, steps, channels } = this.axes(inputShape);
    const outputSteps = steps === null ? null : this.outputSteps(steps);
    const outputChannels = this.outputChannels(channels);
    return this.dataFormat === "channelsLast"
      ? [batch, outputSteps, outputChannels]
      : [batch, outputChannels, outputSteps];
  }

  protected override createWeights(inputShape: PartialShape): void {
    const { channels } = this.axes(inputShape);
    if (channels === null) {
      throw new ShapeError({
        where: this.where,
        problem: "the input's channels are unknown",
        expected: "a known number of channels to build the weights for",
        got: inputShape,
      });
    }
    this.addFilters(channels);
    const outputs = this.outputChannels(channels) ?? 0;
    if (this.useBias) this.#bias = this.addWeight({ name: "bias", shape: [outputs], ...orZeros(this.biasParts) });
    this.#channels = channels;
    this.inputSpec = { minNdim: 3, axes: { [this.dataFormat === "channelsLast" ? -1 : 1]: channels } };
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
    const { steps, channels } = this.axes(inputShape);
    const known = this.#channels;
    if (channels === 0 || (channels !== null && known !== null && channels !== known)) {
      throw new ShapeError({
        where: this.where,
        problem: "the input's channels do not fit",
        expected: `${form} with ${known ?? "at least 1"} channels`,
        got: inputShape,
      });
    }
    if (steps !== null) this.checkSteps(steps, inputShape);
  }

  /** @throws ShapeError where there are too few steps for one of the output. */
  protected checkSteps(steps: number, inputShape: PartialShape): void {
    const shortest = effectiveKernelSize(this.window);
    if (this.padding !== "valid" || steps >= shortest) return;
    throw new ShapeError({
      where: this.where,
      problem: `an input of ${steps} steps gives no output, with kernel size ${this.kernelSize} and dilation rate ${this.dilationRate}`,
      expected: `at least ${shortest} steps`,
      got: inputShape,
      remedy: 'Use padding "same" or "causal", or a longer input.',
    });
  }

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
  }

  protected get window(): ConvWindow {
    return { kernelSize: this.kernelSize, stride: this.strides, dilation: this.dilationRate, padding: this.padding };
  }

  /** The window as configurations have it; `others` come where Keras 3 writes them. */
  protected windowConfig(others: Config = {}): Config {
    return {
      kernel_size: [this.kernelSize],
      strides: [this.strides],
      padding: this.padding,
      ...others,
      data_format: dataFormatConfig(this.dataFormat),
      dilation_rate: [this.dilationRate],
    };
  }

  /** What comes after the window. */
  protected activationConfig(dialect: Dialect): Config {
    return { activation: activationConfig(this.activation, dialect), use_bias: this.useBias };
  }

  protected axes(shape: PartialShape): Axes {
    const [batch = null, second = null, third = null] = shape;
    return this.dataFormat === "channelsLast"
      ? { batch, steps: second, channels: third }
      : { batch, steps: third, channels: second };
  }

  /** A weight that has to be there. @throws ArgumentError before the layer is built. */
  protected weight(weight: Variable | null): Variable {
    if (weight) return weight;
    throw new ArgumentError({
      where: this.where,
      problem: "the layer has no weights yet",
      remedy: "Call build() with an input shape, or apply() first.",
    });
  }
}

/** An option's value, or what holds where it was left out; null is a value, and refused where it is none. */
function defaulted<Value>(value: Value | undefined, otherwise: Value): Value {
  return value === undefined ? otherwise : value;
}

/** From a layer's own layout to `[batch, steps, channels]` and back: exchanging the last two axes is its own inverse. */
function exchangeLayout(x: Tensor, dataFormat: DataFormat): Tensor {
  return dataFormat === "channelsLast" ? x : transposed(x, [0, 2, 1]);
}
