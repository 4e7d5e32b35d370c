import { ShapeError } from "@sepconv/backend";
import { add, dropoutMask, mul, numberBetween, type RandomSource, sub, type Tensor } from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { checkPartialShape, type PartialShape } from "../partial-shape.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `AlphaDropout`, in camelCase. */
export interface AlphaDropoutOptions extends LayerOptions {
  /** Share of elements that are dropped, from 0 up to 1. */
  readonly rate: number;
  /** The mask's shape: an extent of 1 drops along the whole axis, null takes the input's. Default: the input's. */
  readonly noiseShape?: PartialShape | null;
  /** Default: another mask in each run. */
  readonly seed?: number | null;
}

/** What selu tends to for −∞: −scale · alpha. */
const dropped = -1.6732632423543772 * 1.0507009873554805;

/**
 * In training, sets a random share of elements to what selu gives for −∞, then scales and shifts all, so that mean and
 * variance of normalized inputs stay; else does nothing. The shape stays.
 *
 * With m = −1.0507 · 1.6733 for what is dropped, `y = a · (x or m) + b`, `a = 1 / √((1 − rate) · (1 + rate · m²))`,
 * `b = −a · m · rate`.
 *
 * @throws ArgumentError for a rate outside of 0 to 1. @throws ShapeError where `noiseShape` does not fit the input.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.AlphaDropout({ rate: 0.5 }).apply(tensor([1, 2])).dataSync(); // [1, 2]
 * @see https://keras.io/api/layers/regularization_layers/alpha_dropout/
 */
export class AlphaDropout extends SameShapeLayer {
  readonly rate: number;
  readonly noiseShape: PartialShape | null;
  readonly seed: number | null;
  readonly #random: RandomSource;

  constructor(options: AlphaDropoutOptions) {
    super("AlphaDropout", options, ["rate", "noiseShape", "seed"]);
    const { rate, noiseShape = null, seed = null } = options;
    this.rate = numberBetween(this.where, "rate", rate, 0, 1);
    if (noiseShape !== null) checkPartialShape(`${this.where}: noiseShape`, noiseShape);
    this.noiseShape = noiseShape;
    this.seed = seed;
    this.#random = this.addRandomSource(seed);
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    const { rate, dtype } = this;
    if (!training || rate === 0) return x;
    const shape = x.shape.map((extent, axis) => this.noiseShape?.[axis] ?? extent);
    const kept = dropoutMask(this.#random, shape, { rate, kept: 1, dtype });
    const scale = ((1 - rate) * (1 + rate * dropped ** 2)) ** -0.5;
    const mixed = add(mul(x, kept), mul(sub(1, kept), dropped));
    return add(mul(mixed, scale), -scale * dropped * rate);
  }

  override getConfig(options: DialectOption = {}): Config {
    const { rate, seed, noiseShape } = this;
    const shape = options.dialect === "keras2" ? {} : { noise_shape: noiseShape };
    return { ...super.getConfig(options), rate, seed, ...shape };
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
}
