import { mean } from "@sepconv/core";
import { AdaptivePooling1D, type AdaptivePooling1DOptions } from "./adaptive-pooling1d.js";

/**
 * The mean of each of `outputSize` windows that cover all steps, window i from step ⌊i·steps/outputSize⌋ up to before
 * ⌈(i + 1)·steps/outputSize⌉: `[batch, steps, channels]` → `[batch, outputSize, channels]`, with "channelsFirst" from
 * `[batch, channels, steps]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.AdaptiveAveragePooling1D({ outputSize: 2 }).apply(tensor([[[1], [2], [5]]])).dataSync(); // [1.5, 3.5]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/
 */
export class AdaptiveAveragePooling1D extends AdaptivePooling1D {
  protected override readonly reduction: typeof mean = mean;

  constructor(options: AdaptivePooling1DOptions) {
    super("AdaptiveAveragePooling1D", options);
  }
}
