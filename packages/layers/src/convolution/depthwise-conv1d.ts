import { depthwiseConv1d, type Tensor, type Variable } from "@sepconv/core";
import type { Activation } from "../activations/get-activation.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { glorotUniform } from "../initializers/variance-scaling.js";
import { singleNumber } from "../single-number.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";
import { Convolution, type ConvolutionOptions } from "./convolution.js";

/** The arguments of Keras' `DepthwiseConv1D`, in camelCase. */
export interface DepthwiseConv1DOptions extends ConvolutionOptions, WeightPartOptions<"depthwise"> {
  /** Outputs for each input channel. Default: 1. */
  readonly depthMultiplier?: number;
}

const optionNames = ["depthMultiplier", ...weightPartNames("depthwise")];

/**
 * Depthwise convolution over time: each channel with filters of its own, then bias and activation.
 *
 * Input `[batch, steps, channels]`, output `[batch, outputSteps, channels · depthMultiplier]`, those of one channel side by
 * side; with "channelsFirst" the last two axes change places. Weights: `kernel [kernelSize, channels, depthMultiplier]`,
 * `bias [channels · depthMultiplier]`. Padding is "valid" or "same".
 *
 * @throws ArgumentError for an option that is unknown or has no valid value.
 * @throws ShapeError for an input that does not fit or, with "valid" padding, is too short for one output step.
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.DepthwiseConv1D({ kernelSize: 3, strides: 2, depthMultiplier: 2 });
 * layer.computeOutputShape([null, 101, 6]); // [null, 50, 12]
 */
export class DepthwiseConv1D extends Convolution {
  readonly depthMultiplier: number;
  readonly #parts: WeightParts;
  #kernel: Variable | null = null;

  constructor(options: DepthwiseConv1DOptions) {
    super("DepthwiseConv1D", options, optionNames, ["valid", "same"]);
    const { depthMultiplier = 1 } = options;
    this.#parts = weightParts(this.where, "depthwise", options, glorotUniform, this.vocabulary);
    this.depthMultiplier = singleNumber(this.where, "depthMultiplier", depthMultiplier);
  }

  /** `[kernelSize, channels, depthMultiplier]`. @throws ArgumentError before the layer is built. */
  get kernel(): Variable {
    return this.weight(this.#kernel);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const { depthMultiplier: depth_multiplier, biasParts: bias, activityRegularizer: activity } = this;
    const depthwise = this.#parts;
    return dialect === "keras2"
      ? {
          ...super.getConfig(options),
          ...this.windowConfig(),
          groups: 1,
          ...this.activationConfig(dialect),
          ...weightPartsConfig({ bias }, dialect, activity),
          depth_multiplier,
          ...weightPartsConfig({ depthwise }, dialect),
        }
      : {
          ...super.getConfig(options),
          depth_multiplier,
          ...this.windowConfig(),
          ...this.activationConfig(dialect),
          ...weightPartsConfig({ depthwise, bias }, dialect, activity),
        };
  }

  protected override convolve(x: Tensor, activation: Activation["fused"]): Tensor {
    const { bias, strides, padding, dilationRate } = this;
    return depthwiseConv1d(x, this.kernel, { bias, strides, padding, dilationRate, activation });
  }

  protected override addFilters(channels: number): void {
    const shape = [this.kernelSize, channels, this.depthMultiplier];
    this.#kernel = this.addWeight({ name: "kernel", shape, ...this.#parts });
  }

  protected override outputChannels(channels: number | null): number | null {
    return channels === null ? null : channels * this.depthMultiplier;
  }
}
