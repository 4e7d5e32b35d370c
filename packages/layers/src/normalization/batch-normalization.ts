import { ArgumentError, ShapeError } from "@sepconv/backend";
import {
  add,
  axisOf,
  boolean,
  mean,
  mul,
  neg,
  numberBetween,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor,
  type Variable,
} from "@sepconv/core";
import { type Config, optionsFromConfig } from "../config.js";
import { getInitializer, type InitializerLike, serializeInitializer } from "../initializers/get-initializer.js";
import type { Initializer } from "../initializers/initializer.js";
import { type CallOptions, Layer, type LayerOptions } from "../layer.js";
import { refuseUnlessUnused } from "../not-yet.js";
import type { PartialShape } from "../partial-shape.js";

/** The arguments of Keras' `BatchNormalization`, in camelCase. */
export interface BatchNormalizationOptions extends LayerOptions {
  /** The axis with a mean and a variance for each index. Default: -1. Keras 2 writes it as a list of one. */
  readonly axis?: number | readonly number[];
  /** Share of the old value in each update of the moving statistics. Default: 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default: 0.001. */
  readonly epsilon?: number;
  /** Whether beta is added. Default: true. */
  readonly center?: boolean;
  /** Whether gamma multiplies. Default: true. */
  readonly scale?: boolean;
  /** Default: "zeros". */
  readonly betaInitializer?: InitializerLike;
  /** Default: "ones". */
  readonly gammaInitializer?: InitializerLike;
  /** Default: "zeros". */
  readonly movingMeanInitializer?: InitializerLike;
  /** Default: "ones". */
  readonly movingVarianceInitializer?: InitializerLike;
}

/** What Keras also knows: accepted when it is not used. */
const unsupported = [
  "betaRegularizer",
  "gammaRegularizer",
  "betaConstraint",
  "gammaConstraint",
  "synchronized",
  "renorm",
  "renormClipping",
];

const optionNames = [
  "axis",
  "momentum",
  "epsilon",
  "center",
  "scale",
  "betaInitializer",
  "gammaInitializer",
  "movingMeanInitializer",
  "movingVarianceInitializer",
  "renormMomentum",
  ...unsupported,
];

/**
 * `y = gamma · (x − mean) / √(variance + epsilon) + beta`, for each index of one axis.
 *
 * Mean and variance are the moving ones; in training (`training: true`, and trainable) they are the batch's, and the
 * moving ones follow: `moving ← moving · momentum + batch · (1 − momentum)`.
 *
 * The shape stays. Weights: `gamma`, `beta`, `moving_mean`, `moving_variance`, each as long as the axis.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value. @throws ShapeError for an input that does
 *   not fit.
 * @example
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.BatchNormalization();
 * layer.build([null, 100, 32]);
 * layer.countParams(); // 128
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
 */
export class BatchNormalization extends Layer {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  readonly #initializers: Readonly<Record<WeightName, Initializer>>;
  #weightsByName: Readonly<Record<WeightName, Variable | null>> | null = null;

  constructor(options: BatchNormalizationOptions = {}) {
    super("BatchNormalization", options, optionNames);
    refuseUnlessUnused(this.where, options, unsupported);
    this.axis = singleAxis(this.where, options.axis ?? -1);
    this.momentum = numberBetween(this.where, "momentum", options.momentum ?? 0.99, 0, 1);
    this.epsilon = numberBetween(this.where, "epsilon", options.epsilon ?? 0.001, 0, 1);
    this.center = boolean(this.where, "center", options.center ?? true);
    this.scale = boolean(this.where, "scale", options.scale ?? true);
    const initializer = (name: string, identifier: InitializerLike): Initializer =>
      getInitializer(this.where, name, identifier);
    this.#initializers = {
      gamma: initializer("gammaInitializer", options.gammaInitializer ?? "ones"),
      beta: initializer("betaInitializer", options.betaInitializer ?? "zeros"),
      movingMean: initializer("movingMeanInitializer", options.movingMeanInitializer ?? "zeros"),
      movingVariance: initializer("movingVarianceInitializer", options.movingVarianceInitializer ?? "ones"),
    };
  }

  /** A layer from Keras' configuration. @throws ArgumentError for what is not supported. */
  static fromConfig(config: Config): BatchNormalization {
    return new BatchNormalization(optionsFromConfig<BatchNormalizationOptions>(config));
  }

  /** What multiplies; null without scale, and before the layer is built. */
  get gamma(): Variable | null {
    return this.#weightsByName?.gamma ?? null;
  }

  /** What is added; null without center, and before the layer is built. */
  get beta(): Variable | null {
    return this.#weightsByName?.beta ?? null;
  }

  /** The mean that inference uses; null before the layer is built. */
  get movingMean(): Variable | null {
    return this.#weightsByName?.movingMean ?? null;
  }

  /** The variance that inference uses; null before the layer is built. */
  get movingVariance(): Variable | null {
    return this.#weightsByName?.movingVariance ?? null;
  }

  override call(x: Tensor, { training = false }: CallOptions): Tensor {
    const { gamma, beta, movingMean, movingVariance } = this.#built();
    const axis = axisOf(this.where, this.axis, x.shape);
    const along = (statistic: Tensor): Tensor =>
      reshape(
        statistic,
        x.shape.map((_, index) => (index === axis ? -1 : 1)),
      );
    let [center, variance]: [Tensor, Tensor] = [movingMean, movingVariance];
    if (training && this.trainable) {
      const others = [...x.shape.keys()].filter((index) => index !== axis);
      center = mean(x, { axis: others });
      variance = mean(square(sub(x, along(center))), { axis: others });
      this.#follow(movingMean, center);
      this.#follow(movingVariance, variance);
    }
    // x · factor + (beta − mean · factor), as Keras computes it
    const inverse = rsqrt(add(variance, this.epsilon));
    const factor = gamma ? mul(inverse, gamma) : inverse;
    const shift = neg(mul(center, factor));
    return add(mul(x, along(factor)), along(beta ? add(shift, beta) : shift));
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      axis: this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      beta_initializer: serializeInitializer(this.#initializers.beta),
      gamma_initializer: serializeInitializer(this.#initializers.gamma),
      moving_mean_initializer: serializeInitializer(this.#initializers.movingMean),
      moving_variance_initializer: serializeInitializer(this.#initializers.movingVariance),
      beta_regularizer: null,
      gamma_regularizer: null,
      beta_constraint: null,
      gamma_constraint: null,
      synchronized: false,
      renorm: false,
      renorm_clipping: null,
      renorm_momentum: 0.99,
    };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const extent = inputShape[this.#axisIn(inputShape)] ?? null;
    if (extent === null) {
      throw new ShapeError({
        where: this.where,
        problem: `axis ${this.axis} of the input is unknown`,
        expected: "a known extent to build the weights for",
        got: inputShape,
      });
    }
    const shape = [extent];
    const weight = (name: string, key: WeightName, trainable: boolean): Variable =>
      this.addWeight(name, shape, { initializer: this.#initializers[key], trainable });
    this.#weightsByName = {
      gamma: this.scale ? weight("gamma", "gamma", true) : null,
      beta: this.center ? weight("beta", "beta", true) : null,
      movingMean: weight("moving_mean", "movingMean", false),
      movingVariance: weight("moving_variance", "movingVariance", false),
    };
  }

  protected override checkInput(inputShape: PartialShape): void {
    const extent = inputShape[this.#axisIn(inputShape)] ?? null;
    const known = this.movingMean?.shape[0];
    if (extent === null || known === undefined || extent === known) return;
    throw new ShapeError({
      where: this.where,
      problem: `axis ${this.axis} of the input does not fit`,
      expected: `an extent of ${known}`,
      got: inputShape,
    });
  }

  #axisIn(shape: PartialShape): number {
    return axisOf(
      this.where,
      this.axis,
      shape.map((extent) => extent ?? 0),
    );
  }

  #follow(moving: Variable, batch: Tensor): void {
    moving.assign(add(mul(moving, this.momentum), mul(batch, 1 - this.momentum)));
  }

  #built(): { gamma: Variable | null; beta: Variable | null; movingMean: Variable; movingVariance: Variable } {
    const { gamma, beta, movingMean, movingVariance } = this;
    if (movingMean && movingVariance) return { gamma, beta, movingMean, movingVariance };
    throw new ArgumentError({
      where: this.where,
      problem: "the layer is not built",
      remedy: "Call build() or apply() first.",
    });
  }
}

type WeightName = "gamma" | "beta" | "movingMean" | "movingVariance";

function singleAxis(where: string, axis: number | readonly number[]): number {
  const single = typeof axis === "number" ? axis : axis.length === 1 ? axis[0] : undefined;
  if (single !== undefined && Number.isInteger(single)) return single;
  throw new ArgumentError({ where, problem: "axis is not valid", expected: "a whole number", got: axis });
}
