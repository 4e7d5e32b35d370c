import { dropoutMask, mul, numberBetween, type RandomSource, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { refuseUnlessUnused } from "../not-yet.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `SpatialDropout1D`, in camelCase. */
export interface SpatialDropout1DOptions extends LayerOptions {
  /** Share of channels set to 0, from 0 to 1. */
  readonly rate: number;
  /** Default: another mask in each run. */
  readonly seed?: number | null;
  /** Null, as Keras 2 writes it: the mask is the same in all steps. */
  readonly noiseShape?: null;
}

/**
 * In training, sets a random share of each sample's channels to 0 in all steps, and multiplies the rest by
 * `1 / (1 − rate)`; else does nothing. `[batch, steps, channels]` stays.
 *
 * @throws ArgumentError for a rate outside of 0 to 1. @throws ShapeError for another rank than 3.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.SpatialDropout1D({ rate: 0.5 }).apply(tensor([[[1, 2]]])).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout1d/
 */
export class SpatialDropout1D extends SameShapeLayer {
  readonly rate: number;
  readonly seed: number | null;
  readonly #random: RandomSource;

  constructor(options: SpatialDropout1DOptions) {
    super("SpatialDropout1D", options, ["rate", "seed", "noiseShape"]);
    refuseUnlessUnused(this.where, options, ["noiseShape"]);
    this.rate = numberBetween(this.where, "rate", options.rate, 0, 1);
    this.seed = options.seed ?? null;
    this.#random = this.addRandomSource(this.seed);
    this.inputSpec = { ndim: 3 };
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    const { rate, dtype } = this;
    if (!training || rate === 0) return x;
    return mul(x, dropoutMask(this.#random, x.shape.with(1, 1), { rate, dtype }));
  }

  override getConfig(options: DialectOption = {}): Config {
    const { rate, seed } = this;
    const config = super.getConfig(options);
    if (options.dialect === "keras2") return { ...config, rate, noise_shape: null, seed };
    // Keras 3 leaves out whether the layer is trainable, and writes the dtype's name.
    const { name, trainable: _, dtype: __, ...others } = config;
    return { rate, seed, name, dtype: this.dtype, ...others };
  }
}
