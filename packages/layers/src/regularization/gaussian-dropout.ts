import { mul, normalNumbers, numberBetween, type RandomSource, type Tensor, tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `GaussianDropout`, in camelCase. */
export interface GaussianDropoutOptions extends LayerOptions {
  /** The share that dropout of the same strength would set to 0, from 0 to 1; at 1 the noise has no bounds. */
  readonly rate: number;
  /** Default: other noise in each run. */
  readonly seed?: number | null;
}

/**
 * In training, multiplies by normally distributed numbers with mean 1 and standard deviation `√(rate / (1 − rate))`; else
 * does nothing. The shape stays.
 *
 * @throws ArgumentError for a rate outside of 0 to 1.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.GaussianDropout({ rate: 0.5 }).apply(tensor([1, 2])).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/regularization_layers/gaussian_dropout/
 */
export class GaussianDropout extends SameShapeLayer {
  readonly rate: number;
  readonly seed: number | null;
  readonly #random: RandomSource;

  constructor(options: GaussianDropoutOptions) {
    super("GaussianDropout", options, ["rate", "seed"]);
    this.rate = numberBetween(this.where, "rate", options.rate, 0, 1);
    this.seed = options.seed ?? null;
    this.#random = this.addRandomSource(this.seed);
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    if (!training || this.rate === 0) return x;
    const stddev = Math.sqrt(this.rate / (1 - this.rate));
    return mul(x, tensor(normalNumbers(this.#random, x.size, 1, stddev), x.shape, this.dtype));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), rate: this.rate, seed: this.seed };
  }
}
