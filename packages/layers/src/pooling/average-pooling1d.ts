import { averagePool1d, type OneNumber, type PoolOptions, type Tensor } from "@sepconv/core";
import { Pooling1D, type Pooling1DOptions } from "./pooling1d.js";

/** The arguments of Keras' `AveragePooling1D`, in camelCase. */
export interface AveragePooling1DOptions extends Pooling1DOptions {
  /** Steps in a window. */
  readonly poolSize: OneNumber;
}

/**
 * The mean of each window of steps; what lies outside of the input does not count: `[batch, steps, channels]` → `[batch, outputSteps, channels]`, with
 * "channelsFirst" from `[batch, channels, steps]`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for another rank than 3, and
 *   for an input that is too short.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.AveragePooling1D({ poolSize: 2 }).apply(tensor([[[1], [3], [2], [0]]])).dataSync(); // [2, 1]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling1d/
 */
export class AveragePooling1D extends Pooling1D {
  constructor(options: AveragePooling1DOptions) {
    super("AveragePooling1D", options, options.poolSize);
  }

  protected override pool(x: Tensor, options: PoolOptions): Tensor {
    return averagePool1d(x, options);
  }
}
