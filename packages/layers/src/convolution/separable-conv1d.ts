import { paddings } from "@sepconv/backend";
import { separableConv1d, type Tensor, type Variable } from "@sepconv/core";
import type { Activation } from "../activations/get-activation.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { glorotUniform } from "../initializers/variance-scaling.js";
import { singleNumber } from "../single-number.js";
import {
  noParts,
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";
import { Convolution, type ConvolutionOptions } from "./convolution.js";

/** The arguments of Keras' `SeparableConv1D`, in camelCase. */
export interface SeparableConv1DOptions
  extends ConvolutionOptions,
    WeightPartOptions<"depthwise">,
    WeightPartOptions<"pointwise"> {
  /** Output channels. */
  readonly filters: number;
  /** Depthwise outputs for each input channel. Default: 1. */
  readonly depthMultiplier?: number;
}

const optionNames = ["filters", "depthMultiplier", ...weightPartNames("depthwise"), ...weightPartNames("pointwise")];

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
export class SeparableConv1D extends Convolution {
  readonly filters: number;
  readonly depthMultiplier: number;
  readonly #parts: { readonly depthwise: WeightParts; readonly pointwise: WeightParts };
  #depthwiseKernel: Variable | null = null;
  #pointwiseKernel: Variable | null = null;

  constructor(options: SeparableConv1DOptions) {
    super("SeparableConv1D", options, optionNames, paddings);
    const { depthMultiplier = 1 } = options;
    this.#parts = {
      depthwise: weightParts(this.where, "depthwise", options, glorotUniform, this.vocabulary),
      pointwise: weightParts(this.where, "pointwise", options, glorotUniform, this.vocabulary),
    };
    this.filters = singleNumber(this.where, "filters", options.filters);
    this.depthMultiplier = singleNumber(this.where, "depthMultiplier", depthMultiplier);
  }

  /** `[kernelSize, channels, depthMultiplier]`. @throws ArgumentError before the layer is built. */
  get depthwiseKernel(): Variable {
    return this.weight(this.#depthwiseKernel);
  }

  /** `[1, channels · depthMultiplier, filters]`. @throws ArgumentError before the layer is built. */
  get pointwiseKernel(): Variable {
    return this.weight(this.#pointwiseKernel);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const isKeras2 = dialect === "keras2";
    const { depthMultiplier: depth_multiplier, filters, biasParts: bias, activityRegularizer: activity } = this;
    const parts = this.#parts;
    return {
      ...super.getConfig(options),
      ...(!isKeras2 && { depth_multiplier }),
      filters,
      ...this.windowConfig(),
      ...(isKeras2 && { groups: 1 }),
      ...this.activationConfig(dialect),
      ...weightPartsConfig(
        isKeras2 ? { kernel: { ...noParts, initializer: glorotUniform() }, bias } : { ...parts, bias },
        dialect,
        activity,
      ),
      ...(isKeras2 && { depth_multiplier, ...weightPartsConfig(parts, dialect) }),
    };
  }

  protected override convolve(x: Tensor, activation: Activation["fused"]): Tensor {
    const { bias, strides, padding, dilationRate } = this;
    const options = { bias, strides, padding, dilationRate, activation };
    return separableConv1d(x, this.depthwiseKernel, this.pointwiseKernel, options);
  }

  protected override addFilters(channels: number): void {
    const { kernelSize, depthMultiplier, filters } = this;
    const { depthwise, pointwise } = this.#parts;
    this.#depthwiseKernel = this.addWeight({
      name: "depthwise_kernel",
      shape: [kernelSize, channels, depthMultiplier],
      ...depthwise,
    });
    this.#pointwiseKernel = this.addWeight({
      name: "pointwise_kernel",
      shape: [1, channels * depthMultiplier, filters],
      ...pointwise,
    });
  }

  protected override outputChannels(): number {
    return this.filters;
  }
}
