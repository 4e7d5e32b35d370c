import { type Shape, ShapeError } from "@sepconv/backend";
import { dropoutMask, mul, numberBetween, type RandomSource, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { checkPartialShape, type PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `Dropout`, in camelCase. */
export interface DropoutOptions extends LayerOptions {
  /** Share of elements set to 0, from 0 to 1. */
  readonly rate: number;
  /** The mask's shape: an extent of 1 drops along the whole axis, null takes the input's. Default: the input's. */
  readonly noiseShape?: PartialShape | null;
  /** Default: another mask in each run. */
  readonly seed?: number | null;
}

/**
 * In training, sets a random share of elements to 0 and multiplies the rest by `1 / (1 − rate)`; else does nothing.
 * The shape stays.
 *
 * @throws ArgumentError for a rate outside of 0 to 1. @throws ShapeError where `noiseShape` does not fit the input.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.Dropout({ rate: 0.5 }).apply(tensor([1, 2])).dataSync(); // [1, 2]
 *
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 */
export class Dropout extends Layer {
  readonly rate: number;
  readonly noiseShape: PartialShape | null;
  readonly seed: number | null;
  override supportsMasking = true;
  readonly #random: RandomSource;

  constructor(options: DropoutOptions) {
    super("Dropout", options, ["rate", "noiseShape", "seed"]);
    const { rate, noiseShape = null, seed = null } = options;
    this.rate = numberBetween(this.where, "rate", rate, 0, 1);
    if (noiseShape !== null) checkPartialShape(`${this.where}: noiseShape`, noiseShape);
    this.noiseShape = noiseShape;
    this.seed = seed;
    this.#random = this.addRandomSource(seed);
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    return training && this.rate > 0 ? mul(x, this.#mask(x.shape)) : x;
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(options: DialectOption = {}): Config {
    const { rate, seed, noiseShape } = this;
    const own = options.dialect === "keras2" ? { noise_shape: noiseShape, seed } : { seed, noise_shape: noiseShape };
    return { ...super.getConfig(options), rate, ...own };
  }

  protected override checkInput(inputShape: PartialShape): void {
    if (this.noiseShape === null || this.noiseShape.length === inputShape.length) return;
    throw new ShapeError({
      where: this.where,
      problem: "noiseShape has another rank than the input",
      expected: `rank ${inputShape.length}`,
      got: this.noiseShape,
    });
  }

  #mask(inputShape: Shape): Tensor {
    const shape = inputShape.map((extent, axis) => this.noiseShape?.[axis] ?? extent);
    return dropoutMask(this.#random, shape, { rate: this.rate, dtype: this.dtype });
  }
}
