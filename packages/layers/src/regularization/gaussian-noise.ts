import { add, finiteNumber, normalNumbers, type RandomSource, type Tensor, tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `GaussianNoise`, in camelCase. */
export interface GaussianNoiseOptions extends LayerOptions {
  /** The standard deviation of what is added, 0 or more. */
  readonly stddev: number;
  /** Default: other noise in each run. */
  readonly seed?: number | null;
}

/**
 * In training, adds normally distributed numbers with mean 0; else does nothing. The shape stays.
 *
 * @throws ArgumentError for a deviation that is negative or no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.GaussianNoise({ stddev: 1 }).apply(tensor([1, 2])).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/regularization_layers/gaussian_noise/
 */
export class GaussianNoise extends SameShapeLayer {
  readonly stddev: number;
  readonly seed: number | null;
  readonly #random: RandomSource;

  constructor(options: GaussianNoiseOptions) {
    super("GaussianNoise", options, ["stddev", "seed"]);
    this.stddev = finiteNumber(this.where, "stddev", options.stddev, 0);
    this.seed = options.seed ?? null;
    this.#random = this.addRandomSource(this.seed);
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    if (!training || this.stddev === 0) return x;
    return add(x, tensor(normalNumbers(this.#random, x.size, 0, this.stddev), x.shape, this.dtype));
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), stddev: this.stddev, seed: this.seed };
  }
}
