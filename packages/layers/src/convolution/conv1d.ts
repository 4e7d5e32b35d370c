import { paddings, ShapeError } from "@sepconv/backend";
import { checkGroups, conv1d, type Tensor, type Variable } from "@sepconv/core";
import type { Activation } from "../activations/get-activation.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { glorotUniform } from "../initializers/variance-scaling.js";
import type { PartialShape } from "../partial-shape.js";
import { singleNumber } from "../single-number.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";
import { Convolution, type ConvolutionOptions } from "./convolution.js";

/** The arguments of Keras' `Conv1D`, in camelCase. */
export interface Conv1DOptions extends ConvolutionOptions, WeightPartOptions<"kernel"> {
  /** Output channels. */
  readonly filters: number;
  /** Groups of channels that are convolved apart, each to its own share of the filters. Default: 1. */
  readonly groups?: number;
}

const optionNames = ["filters", "groups", ...weightPartNames("kernel")];

/**
 * Convolution over time, then bias and activation.
 *
 * Input `[batch, steps, channels]`, output `[batch, outputSteps, filters]`; with "channelsFirst" the last two axes change
 * places. Weights: `kernel [kernelSize, channels / groups, filters]`, `bias [filters]`. Padding "causal" lets no output see
 * the future.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value.
 * @throws ShapeError for an input that does not fit, whose channels cannot be shared out among the groups or which, with
 *   "valid" padding, is too short for one output step.
 * @see https://keras.io/api/layers/convolution_layers/convolution1d/
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.Conv1D({ filters: 8, kernelSize: 5, padding: "causal", dilationRate: 2 });
 * layer.computeOutputShape([null, 100, 6]); // [null, 100, 8]
 */
export class Conv1D extends Convolution {
  readonly filters: number;
  readonly groups: number;
  readonly #parts: WeightParts;
  #kernel: Variable | null = null;

  constructor(options: Conv1DOptions) {
    super("Conv1D", options, optionNames, paddings);
    const { groups = 1 } = options;
    this.#parts = weightParts(this.where, "kernel", options, glorotUniform, this.vocabulary);
    this.filters = singleNumber(this.where, "filters", options.filters);
    this.groups = singleNumber(this.where, "groups", groups);
    checkGroups(this.where, this.filters, this.groups);
  }

  /** `[kernelSize, channels / groups, filters]`. @throws ArgumentError before the layer is built. */
  get kernel(): Variable {
    return this.weight(this.#kernel);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const { filters, groups, biasParts: bias } = this;
    return {
      ...super.getConfig(options),
      filters,
      ...this.windowConfig(),
      groups,
      ...this.activationConfig(dialect),
      ...weightPartsConfig({ kernel: this.#parts, bias }, dialect, this.activityRegularizer),
    };
  }

  protected override convolve(x: Tensor, activation: Activation["fused"]): Tensor {
    const { bias, strides, padding, dilationRate, groups } = this;
    return conv1d(x, this.kernel, { bias, strides, padding, dilationRate, groups, activation });
  }

  protected override addFilters(channels: number): void {
    const shape = [this.kernelSize, channels / this.groups, this.filters];
    this.#kernel = this.addWeight({ name: "kernel", shape, ...this.#parts });
  }

  protected override outputChannels(): number {
    return this.filters;
  }

  protected override checkInput(inputShape: PartialShape): void {
    super.checkInput(inputShape);
    const { channels } = this.axes(inputShape);
    if (channels === null || channels % this.groups === 0) return;
    throw new ShapeError({
      where: this.where,
      problem: "the input's channels cannot be shared out among the groups",
      expected: `a multiple of ${this.groups} channels`,
      got: inputShape,
    });
  }
}
