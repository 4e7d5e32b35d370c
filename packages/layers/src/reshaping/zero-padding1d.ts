import { pad, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import { dataFormatConfig } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { type DataFormatOption, StepsLayer } from "../steps-layer.js";
import { type StepPair, stepPair } from "./step-pair.js";

/** The arguments of Keras' `ZeroPadding1D`, in camelCase. */
export interface ZeroPadding1DOptions extends LayerOptions, DataFormatOption {
  /** Steps in front and behind: one number for both, or a list of two. Default: 1. */
  readonly padding?: StepPair;
}

/**
 * Steps of zeros in front and behind: `[batch, steps, channels]` → `[batch, before + steps + after, channels]`, with
 * "channelsFirst" from `[batch, channels, steps]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.ZeroPadding1D({ padding: [1, 2] }).apply(tensor([[[5]]])).dataSync(); // [0, 5, 0, 0]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding1d/
 */
export class ZeroPadding1D extends StepsLayer {
  readonly padding: readonly [before: number, after: number];
  protected override readonly keepsBuildShape = true;

  constructor(options: ZeroPadding1DOptions = {}) {
    super("ZeroPadding1D", options, ["padding", "dataFormat"]);
    this.padding = stepPair(this.where, "padding", options.padding ?? 1);
  }

  override call(x: Tensor): Tensor {
    return pad(
      x,
      x.shape.map((_, axis) => (axis === this.stepsAxis ? this.padding : [0, 0])),
    );
  }

  protected override outputSteps(steps: number): number {
    return this.padding[0] + steps + this.padding[1];
  }

  override getConfig(options: DialectOption = {}): Config {
    const format = options.dialect === "keras2" ? {} : { data_format: dataFormatConfig(this.dataFormat) };
    return { ...super.getConfig(options), padding: this.padding, ...format };
  }
}
