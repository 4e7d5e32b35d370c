import { convTransposeGeometry, transposePaddings } from "@sepconv/backend";
import { conv1dTranspose, type OneNumber, outputPaddingOf, type Tensor, type Variable } from "@sepconv/core";
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

/** The arguments of Keras' `Conv1DTranspose`, in camelCase. */
export interface Conv1DTransposeOptions extends ConvolutionOptions, WeightPartOptions<"kernel"> {
  /** Output channels. */
  readonly filters: number;
  /** Steps added to the output's end, fewer than strides. Default: as many as padding says. */
  readonly outputPadding?: OneNumber | null;
}

const optionNames = ["filters", "outputPadding", ...weightPartNames("kernel")];

/**
 * Transposed convolution over time, then bias and activation: with strides s the output has about s times as many steps as
 * the input, `convTransposeGeometry` says how many.
 *
 * Input `[batch, steps, channels]`, output `[batch, outputSteps, filters]`; with "channelsFirst" the last two axes change
 * places. Weights: `kernel [kernelSize, filters, channels]`, `bias [filters]`. Padding is "valid" or "same".
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for an input that does not
 *   fit.
 * @see https://keras.io/api/layers/convolution_layers/convolution1d_transpose/
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.Conv1DTranspose({ filters: 8, kernelSize: 3, strides: 2, padding: "same" });
 * layer.computeOutputShape([null, 50, 6]); // [null, 100, 8]
 */
export class Conv1DTranspose extends Convolution {
  readonly filters: number;
  readonly outputPadding: number | null;
  readonly #parts: WeightParts;
  #kernel: Variable | null = null;

  constructor(options: Conv1DTransposeOptions) {
    super("Conv1DTranspose", options, optionNames, transposePaddings);
    const { outputPadding = null } = options;
    this.#parts = weightParts(this.where, "kernel", options, glorotUniform, this.vocabulary);
    this.filters = singleNumber(this.where, "filters", options.filters);
    this.outputPadding = outputPaddingOf(this.where, outputPadding, this.strides);
  }

  /** `[kernelSize, filters, channels]`. @throws ArgumentError before the layer is built. */
  get kernel(): Variable {
    return this.weight(this.#kernel);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const isKeras2 = dialect === "keras2";
    const { filters, biasParts: bias } = this;
    const padding = { output_padding: this.outputPadding === null ? null : [this.outputPadding] };
    return {
      ...super.getConfig(options),
      filters,
      ...this.windowConfig(isKeras2 ? {} : padding),
      ...(isKeras2 && { groups: 1 }),
      ...this.activationConfig(dialect),
      ...weightPartsConfig({ kernel: this.#parts, bias }, dialect, this.activityRegularizer),
      ...(isKeras2 && padding),
    };
  }

  protected override convolve(x: Tensor, activation: Activation["fused"]): Tensor {
    const { bias, strides, padding, outputPadding, dilationRate } = this;
    return conv1dTranspose(x, this.kernel, { bias, strides, padding, outputPadding, dilationRate, activation });
  }

  protected override addFilters(channels: number): void {
    const shape = [this.kernelSize, this.filters, channels];
    this.#kernel = this.addWeight({ name: "kernel", shape, ...this.#parts });
  }

  protected override outputChannels(): number {
    return this.filters;
  }

  protected override outputSteps(steps: number): number {
    const { window, outputPadding } = this;
    const padding = window.padding === "same" ? "same" : "valid";
    return convTransposeGeometry(steps, { ...window, padding, outputPadding }).outputSteps;
  }

  /** Any length will do: none is too short. */
  protected override checkSteps(): void {}
}
