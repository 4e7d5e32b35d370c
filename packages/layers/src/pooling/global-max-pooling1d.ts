import { boolean, max, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import { dataFormatConfig } from "../data-format.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";
import { type DataFormatOption, StepsLayer } from "../steps-layer.js";

/** The arguments of Keras' `GlobalMaxPooling1D`, in camelCase. */
export interface GlobalMaxPooling1DOptions extends LayerOptions, DataFormatOption {
  /** Whether the steps stay as an axis of extent 1. Default: false. */
  readonly keepdims?: boolean;
}

/**
 * The largest of all steps: `[batch, steps, channels]` → `[batch, channels]`, with "channelsFirst" from
 * `[batch, channels, steps]`. Of no steps it is −∞.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.GlobalMaxPooling1D().apply(tensor([[[1, 5], [3, 2]]])).dataSync(); // [3, 5]
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling1d/
 */
export class GlobalMaxPooling1D extends StepsLayer {
  readonly keepdims: boolean;

  constructor(options: GlobalMaxPooling1DOptions = {}) {
    super("GlobalMaxPooling1D", options, ["dataFormat", "keepdims"]);
    this.keepdims = boolean(this.where, "keepdims", options.keepdims ?? false);
  }

  override call(x: Tensor): Tensor {
    return max(x, { axis: this.stepsAxis, keepDims: this.keepdims });
  }

  protected override outputSteps(): number {
    return 1;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape.toSpliced(this.stepsAxis, 1, ...(this.keepdims ? [1] : []));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), data_format: dataFormatConfig(this.dataFormat), keepdims: this.keepdims };
  }
}
