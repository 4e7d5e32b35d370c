import { maxPool1d, type OneNumber, type PoolOptions, type Tensor } from "@sepconv/core";
import { Pooling1D, type Pooling1DOptions } from "./pooling1d.js";

/** The arguments of Keras' `MaxPooling1D`, in camelCase. */
export interface MaxPooling1DOptions extends Pooling1DOptions {
  /** Steps in a window. Default: 2. */
  readonly poolSize?: OneNumber;
}

/**
 * The largest of each window of steps: `[batch, steps, channels]` → `[batch, outputSteps, channels]`, with
 * "channelsFirst" from `[batch, channels, steps]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3, and
 *   for an input that is too short.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.MaxPooling1D({ poolSize: 2 }).apply(tensor([[[1], [3], [2], [0]]])).dataSync(); // [3, 2]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
 */
export class MaxPooling1D extends Pooling1D {
  constructor(options: MaxPooling1DOptions = {}) {
    super("MaxPooling1D", options, options.poolSize ?? 2);
  }

  protected override pool(x: Tensor, options: PoolOptions): Tensor {
    return maxPool1d(x, options);
  }
}
