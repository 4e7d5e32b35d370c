import { ArgumentError, type Shape, ShapeError } from "@sepconv/backend";
import {
  add,
  finiteNumber,
  mean,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  type Tensor,
  tidy,
  type Variable,
} from "@sepconv/core";
import type { Config, constraints, initializers, PartialShape, regularizers } from "@sepconv/layers";
import { optionsFromConfig } from "../options-from-config.js";
import { constraintFrom, initializerConfig, initializerFrom, partConfig, regularizerFrom } from "../parts.js";
import { callFunctional, type FunctionalOf } from "./functional.js";
import type { LatestValue } from "./latest-value.js";
import { Layer } from "./layer.js";
import type { CallOptions, LayerOptions } from "./layer-options.js";
import { type Axes, axesFrom, normalizedAxes } from "./normalized-axes.js";

/** What `BatchNormalization` takes, in camelCase; TensorFlow's renormalisation and virtual batches are not there. */
export interface BatchNormalizationOptions extends LayerOptions {
  /** The axis of the channels, or several axes whose combinations are. Default: -1. */
  readonly axis?: Axes;
  /** How much of the moving statistics stays with each update. Default: 0.99. */
  readonly momentum?: number;
  /** Added to the variance. Default: 0.001. */
  readonly epsilon?: number;
  /** Whether `beta` is added. Default: true. */
  readonly center?: boolean;
  /** Whether the result is multiplied by `gamma`. Default: true. */
  readonly scale?: boolean;
  readonly betaInitializer?: initializers.InitializerLike | null;
  readonly gammaInitializer?: initializers.InitializerLike | null;
  readonly movingMeanInitializer?: initializers.InitializerLike | null;
  readonly movingVarianceInitializer?: initializers.InitializerLike | null;
  readonly betaRegularizer?: regularizers.RegularizerLike | null;
  readonly gammaRegularizer?: regularizers.RegularizerLike | null;
  readonly betaConstraint?: constraints.ConstraintLike | null;
  readonly gammaConstraint?: constraints.ConstraintLike | null;
  /**
   * Whether inputs of rank 4 and 5 move the variance as TensorFlow's fused kernels do: by the estimate of a sample, which
   * divides by one element less. False: they move it as the other ranks do. Default: null, which is true.
   */
  readonly fused?: boolean | null;
  /** Not there. */
  readonly renorm?: false;
  readonly virtualBatchSize?: null;
  readonly adjustment?: null;
  /** Accepted without effect, as in TensorFlow without renormalisation. */
  readonly renormClipping?: unknown;
  readonly renormMomentum?: number;
}

/** What TensorFlow can, and this does not. */
const missing = ["renorm", "virtualBatchSize", "adjustment"];

const optionNames = [
  "axis",
  "momentum",
  "epsilon",
  "center",
  "scale",
  ...["betaInitializer", "gammaInitializer", "movingMeanInitializer", "movingVarianceInitializer"],
  ...["betaRegularizer", "gammaRegularizer", "betaConstraint", "gammaConstraint"],
  ...["fused", "renormClipping", "renormMomentum", ...missing],
];

/**
 * `tf.compat.v1.layers.BatchNormalization`: `y = gamma · (x − mean) / √(variance + epsilon) + beta`, channel by channel, with
 * the moving statistics, or those of the batch while training.
 *
 * As in TensorFlow 1 training does not move the statistics by itself: a call with `training: true` puts two functions into
 * the collection UPDATE_OPS, which the program runs after each step. They use the batch of the latest call.
 *
 * @throws ArgumentError for options. @throws ShapeError where the extent of the axis is unknown, or another one later.
 * @see https://www.tensorflow.org/api_docs/python/tf/compat/v1/layers/BatchNormalization
 * @example
 * import { createCpuBackend } from "@sepconv/backend-cpu";
 * import * as v1 from "@sepconv/compat-v1";
 * import { tensor, useBackend } from "@sepconv/core";
 * await useBackend(createCpuBackend());
 * v1.resetDefaultGraph();
 * v1.layers.batchNormalization(tensor([[1], [3]]), { training: true, momentum: 0.5 });
 * for (const update of v1.getCollection(v1.GraphKeys.UPDATE_OPS)) update();
 * v1.globalVariables()[2].dataSync(); // [1]
 */
export class BatchNormalization extends Layer {
  readonly momentum: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  gamma: Variable | null = null;
  beta: Variable | null = null;
  movingMean: Variable | null = null;
  movingVariance: Variable | null = null;
  readonly #fused: boolean;
  readonly #gamma: Parts;
  readonly #beta: Parts;
  readonly #movingMean: initializers.Initializer | null;
  readonly #movingVariance: initializers.Initializer | null;
  #axis: Axes;
  /** The statistics of the latest batch that the layer was trained with. */
  #batch: { readonly mean: LatestValue; readonly variance: LatestValue } | null = null;

  constructor(options: BatchNormalizationOptions = {}) {
    const where = "BatchNormalization";
    super(where, options, optionNames);
    for (const name of missing) {
      const got: unknown = Reflect.get(options, name);
      if (got) throw new ArgumentError({ where, problem: `${name} is not there`, expected: "false or null", got });
    }
    const { axis = -1, momentum = 0.99, epsilon = 1e-3, center = true, scale = true } = options;
    this.#axis = axesFrom(where, axis);
    this.momentum = finiteNumber(where, "momentum", momentum);
    this.epsilon = finiteNumber(where, "epsilon", epsilon);
    this.center = Boolean(center);
    this.scale = Boolean(scale);
    this.#beta = partsOf("beta", options.betaInitializer, "zeros", options.betaRegularizer, options.betaConstraint);
    this.#gamma = partsOf("gamma", options.gammaInitializer, "ones", options.gammaRegularizer, options.gammaConstraint);
    const { movingMeanInitializer = "zeros", movingVarianceInitializer = "ones" } = options;
    this.#movingMean = initializerFrom("movingMeanInitializer", movingMeanInitializer);
    this.#movingVariance = initializerFrom("movingVarianceInitializer", movingVarianceInitializer);
    this.#fused = options.fused ?? true;
  }

  /** A layer from TensorFlow's configuration. @throws ArgumentError */
  static fromConfig(config: Config): BatchNormalization {
    return new BatchNormalization(optionsFromConfig<BatchNormalizationOptions>(config));
  }

  /** The axis of the channels: as given, and once the weights are there a list counted from the front. */
  get axis(): Axes {
    return this.#axis;
  }

  protected override createWeights(inputShape: PartialShape): void {
    const where = `layer "${this.name}"`;
    const axes = normalizedAxes(where, this.#axis, inputShape.length);
    const extents = axes.map((axis) => inputShape[axis] ?? null);
    if (extents.includes(null)) {
      const problem = "the channel dimension of the inputs should be defined";
      throw new ShapeError({ where, problem, expected: `a number at axis ${axes.join(", ")}`, got: inputShape });
    }
    this.#axis = axes;
    // One axis: a number for each channel. Several: weights stretch to the input's shape.
    const shape = axes.length === 1 ? extents.map((extent) => extent ?? 0) : this.#stretched(inputShape);
    const fixed = { trainable: false };
    if (this.scale) this.gamma = this.addWeight("gamma", shape, this.#gamma);
    if (this.center) this.beta = this.addWeight("beta", shape, this.#beta);
    this.movingMean = this.addWeight("moving_mean", shape, { initializer: this.#movingMean, ...fixed });
    this.movingVariance = this.addWeight("moving_variance", shape, { initializer: this.#movingVariance, ...fixed });
    const known = axes.map((axis, index) => [axis, extents[index] ?? 0]);
    this.inputSpec = { ndim: inputShape.length, axes: Object.fromEntries(known) };
  }

  override call(inputs: Tensor, { training = false }: CallOptions): Tensor {
    const { movingMean, movingVariance, gamma, beta } = this;
    if (movingMean === null || movingVariance === null) {
      const where = `layer "${this.name}"`;
      throw new ArgumentError({ where, problem: "there are no weights", remedy: "Call build() or apply() first." });
    }
    const aligned = (x: Tensor): Tensor => reshape(x, this.#stretched(inputs.shape));
    // As in TensorFlow 1 a layer that is not trainable uses the batch too, and has no updates.
    const [average, variance] = training ? this.#ofBatch(inputs, movingMean.shape) : [movingMean, movingVariance];
    const inverse = rsqrt(add(variance, this.epsilon));
    const factor = gamma ? mul(inverse, gamma) : inverse;
    const centred = mul(sub(inputs, aligned(average)), aligned(factor));
    return beta ? add(centred, aligned(beta)) : centred;
  }

  get #axes(): readonly number[] {
    return typeof this.#axis === "number" ? [this.#axis] : this.#axis;
  }

  /** Extents of the channels, and 1 for all other axes. */
  #stretched(shape: PartialShape): Shape {
    return shape.map((extent, axis) => (this.#axes.includes(axis) ? (extent ?? 0) : 1));
  }

  /** Mean and variance of the batch; the first call adds the updates that use them. */
  #ofBatch(inputs: Tensor, shape: Shape): [mean: Tensor, variance: Tensor] {
    const axis = [...inputs.shape.keys()].filter((each) => !this.#axes.includes(each));
    const kept = { axis, keepDims: true };
    const average = mean(inputs, kept);
    const variance = mean(square(sub(inputs, average)), kept);
    const batch = [reshape(average, shape), reshape(variance, shape)] as const;
    if (this.#batch === null) {
      const latest = { mean: this.latestValue("batch_mean"), variance: this.latestValue("batch_variance") };
      this.#batch = latest;
      this.addUpdate(() => this.#move(this.movingMean, latest.mean));
      this.addUpdate(() => this.#move(this.movingVariance, latest.variance));
    }
    this.#batch.mean.set(batch[0]);
    this.#batch.variance.set(mul(batch[1], this.#sampleFactor(inputs)));
    return [...batch];
  }

  /** N / (N − 1) where TensorFlow would use a fused kernel for N elements of each channel, else 1. */
  #sampleFactor({ shape, size }: Tensor): number {
    const [axis, ...more] = this.#axes;
    const rank = shape.length;
    const fused = this.#fused && (rank === 4 || rank === 5) && more.length === 0 && (axis === 1 || axis === rank - 1);
    const elements = axis === undefined ? 1 : size / (shape[axis] ?? 1);
    return fused && elements > 1 ? elements / (elements - 1) : 1;
  }

  /** `moving = moving · momentum + batch · (1 − momentum)` */
  #move(moving: Variable | null, latest: LatestValue): void {
    tidy(() => {
      const value = latest.get();
      if (moving && value) moving.assign(add(mul(moving, this.momentum), mul(value, 1 - this.momentum)));
    });
  }

  override computeOutputShape(inputShape: PartialShape): PartialShape {
    return [...inputShape];
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      axis: this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      beta_initializer: initializerConfig(this.#beta.initializer),
      gamma_initializer: initializerConfig(this.#gamma.initializer),
      moving_mean_initializer: initializerConfig(this.#movingMean),
      moving_variance_initializer: initializerConfig(this.#movingVariance),
      beta_regularizer: partConfig(this.#beta.regularizer),
      gamma_regularizer: partConfig(this.#gamma.regularizer),
      beta_constraint: partConfig(this.#beta.constraint),
      gamma_constraint: partConfig(this.#gamma.constraint),
    };
  }
}

interface Parts {
  readonly initializer: initializers.Initializer | null;
  readonly regularizer: regularizers.Regularizer | null;
  readonly constraint: constraints.Constraint | null;
}

/** @param initializer null: the scope's; undefined: `initial`. */
function partsOf(
  name: string,
  initializer: unknown,
  initial: string,
  regularizer: unknown,
  constraint: unknown,
): Parts {
  return {
    initializer: initializerFrom(`${name}Initializer`, initializer === undefined ? initial : initializer),
    regularizer: regularizerFrom(`${name}Regularizer`, regularizer),
    constraint: constraintFrom(`${name}Constraint`, constraint),
  };
}

/** What the function takes beside the layer's options. */
export interface BatchNormalizationCallOptions extends FunctionalOf<BatchNormalizationOptions> {
  /** Whether the statistics of the batch are used. Default: false. */
  readonly training?: boolean;
}

/** Makes a `BatchNormalization` under its name and applies it once. */
export function batchNormalization(inputs: Tensor, options: BatchNormalizationCallOptions = {}): Tensor {
  const { training = false, ...others } = options;
  const make = (given: object): BatchNormalization => new BatchNormalization(given);
  return callFunctional(inputs, others, make, training);
}
