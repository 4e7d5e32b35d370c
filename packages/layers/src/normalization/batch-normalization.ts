import { ArgumentError, type DType, ShapeError } from "@sepconv/backend";
import {
  add,
  axisOf,
  batchNormalization,
  boolean,
  cast,
  div,
  mean,
  mul,
  neg,
  numberBetween,
  reshapeTo,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Variable,
} from "@sepconv/core";
import type { CallOptions } from "../call-options.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import { ones, zeros } from "../initializers/constants.js";
import type { InitializerLike } from "../initializers/get-initializer.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import { refuseUnlessUnused } from "../not-yet.js";
import type { PartialShape } from "../partial-shape.js";
import {
  type WeightPartOptions,
  type WeightParts,
  weightPartNames,
  weightParts,
  weightPartsConfig,
} from "../weight-parts.js";

/** The arguments of Keras' `BatchNormalization`, in camelCase. */
export interface BatchNormalizationOptions
  extends LayerOptions,
    WeightPartOptions<"beta">,
    WeightPartOptions<"gamma">,
    StatisticsInitializers {
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
}

/** How the moving statistics begin. */
interface StatisticsInitializers {
  /** Default: "zeros". */
  readonly movingMeanInitializer?: InitializerLike | null;
  /** Default: "ones". */
  readonly movingVarianceInitializer?: InitializerLike | null;
}

/** What Keras also knows: accepted when it is not used. */
const unsupported = ["synchronized", "renorm", "renormClipping"];

const optionNames = [
  "axis",
  "momentum",
  "epsilon",
  "center",
  "scale",
  ...weightPartNames("beta"),
  ...weightPartNames("gamma"),
  "movingMeanInitializer",
  "movingVarianceInitializer",
  "renormMomentum",
  ...unsupported,
];

/**
 * `y = gamma · (x − mean) / √(variance + epsilon) + beta`, for each index of one axis.
 *
 * Mean and variance are the moving ones; in training (`training: true`, and trainable) they are the batch's, and the
 * moving ones follow (a mask says which steps count in them): `moving ← moving · momentum + batch · (1 − momentum)`.
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
  override supportsMasking = true;
  override readonly callTakesMask = true;
  readonly #parts: Readonly<Record<WeightName, WeightParts>>;
  #weightsByName: Readonly<Record<WeightName, Variable | null>> | null = null;

  constructor(options: BatchNormalizationOptions = {}) {
    super("BatchNormalization", options, optionNames);
    refuseUnlessUnused(this.where, options, unsupported);
    this.#parts = {
      beta: weightParts(this.where, "beta", options, zeros, this.vocabulary),
      gamma: weightParts(this.where, "gamma", options, ones, this.vocabulary),
      movingMean: weightParts(this.where, "movingMean", options, zeros, this.vocabulary),
      movingVariance: weightParts(this.where, "movingVariance", options, ones, this.vocabulary),
    };
    this.axis = singleAxis(this.where, options.axis ?? -1);
    this.momentum = numberBetween(this.where, "momentum", options.momentum ?? 0.99, 0, 1);
    this.epsilon = numberBetween(this.where, "epsilon", options.epsilon ?? 0.001, 0, 1);
    this.center = boolean(this.where, "center", options.center ?? true);
    this.scale = boolean(this.where, "scale", options.scale ?? true);
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

  override call(x: Tensor, { training = false, mask = null }: CallOptions): Tensor {
    const { gamma, beta, movingMean, movingVariance } = this.#built();
    const axis = axisOf(this.where, this.axis, x.shape);
    const learns = training && this.trainable;
    if (learns && !mask && axis === x.shape.length - 1) {
      const batch = batchNormalization(x, { gamma, beta, epsilon: this.epsilon });
      this.#follow(movingMean, batch.mean);
      this.#follow(movingVariance, batch.variance);
      return batch.y;
    }
    const along = (statistic: Tensor): Tensor =>
      reshapeTo(
        statistic,
        x.shape.map((_, index) => (index === axis ? statistic.size : 1)),
      );
    let [center, variance]: [Tensor, Tensor] = [movingMean, movingVariance];
    if (learns) {
      const others = { axis: [...x.shape.keys()].filter((index) => index !== axis) };
      const weight = mask && reshapeTo(cast(mask, x.dtype), [...mask.shape, 1]);
      const meanOf = (values: Tensor): Tensor =>
        weight ? div(sum(mul(weight, values), others), add(sum(weight, others), maskEpsilon)) : mean(values, others);
      center = meanOf(x);
      variance = meanOf(square(sub(x, along(center))));
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

  override getConfig(options: DialectOption = {}): Config {
    const { dialect = "keras3" } = options;
    const { beta, gamma, movingMean, movingVariance } = this.#parts;
    const initializers = weightPartsConfig(
      { beta, gamma, moving_mean: movingMean, moving_variance: movingVariance },
      dialect,
    );
    const ofStatistics = Object.entries(initializers).filter(([key]) => key.endsWith("_initializer"));
    return {
      ...super.getConfig(options),
      // Keras 2 makes a list of it when it builds the layer, and counts from the front.
      axis: dialect === "keras2" && this.buildShape ? [this.#axisIn(this.buildShape)] : this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      ...Object.fromEntries(ofStatistics),
      ...weightPartsConfig({ beta, gamma }, dialect),
      ...(dialect === "keras3" && {
        synchronized: false,
        renorm: false,
        renorm_clipping: null,
        renorm_momentum: 0.99,
      }),
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
      this.addWeight({ name, shape, trainable, ...this.#parts[key] });
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

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
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

/** Keeps Keras' mean over masked steps finite where none counts. */
const maskEpsilon = 1e-7;

type WeightName = "gamma" | "beta" | "movingMean" | "movingVariance";

function singleAxis(where: string, axis: number | readonly number[]): number {
  const single = typeof axis === "number" ? axis : axis.length === 1 ? axis[0] : undefined;
  if (single !== undefined && Number.isInteger(single)) return single;
  throw new ArgumentError({ where, problem: "axis is not valid", expected: "a whole number", got: axis });
}
