import { ArgumentError, elementCount, ShapeError } from "@sepconv/backend";
import {
  add,
  boolean,
  broadcastTo,
  cast,
  div,
  maximum,
  mean,
  mul,
  reshapeTo,
  sqrt,
  square,
  sub,
  Tensor,
  type TensorData,
  tensor,
  tidy,
  type Variable,
} from "@sepconv/core";
import { type Axes, axesIn, axesOption, broadcastShape, knownExtents } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { ones, zeros } from "../initializers/constants.js";
import { Layer } from "../layer.js";
import type { LayerOptions } from "../layer-options.js";
import type { PartialShape } from "../partial-shape.js";

/** A number, or nested lists of numbers. */
export type Numbers = number | readonly Numbers[];

/** The arguments of Keras' `Normalization`, in camelCase. */
export interface NormalizationOptions extends LayerOptions {
  /** The axis or axes whose indices have a mean and a variance of their own; null for one of all. Default: -1. */
  readonly axis?: Axes | null;
  /** Default: what `adapt` finds; before, 0. */
  readonly mean?: Numbers | null;
  /** Default: what `adapt` finds; before, 1. */
  readonly variance?: Numbers | null;
  /** Whether the layer undoes what it else does. Default: false. */
  readonly invert?: boolean;
}

/**
 * `y = (x − mean) / max(√variance, 10⁻⁷)`, with a mean and a variance that are given, or found in data by `adapt`; with
 * `invert` `y = mean + x · max(√variance, 10⁻⁷)`.
 *
 * The shape stays. Weights, unless mean and variance are given: `mean` and `variance`, of the extents of `axis`, and
 * `count`, which Keras stores; training does not change them.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, or where one of mean and variance is missing.
 * @throws ShapeError where the extent of an axis is unknown, or mean and variance do not fit it.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const layer = new layers.Normalization();
 * layer.adapt(tensor([[1, 10], [3, 30]]));
 * layer.apply(tensor([[3, 10]])).dataSync(); // [1, -1]
 * @see https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
 */
export class Normalization extends Layer {
  /** The axes as a list; empty for one mean of all. */
  readonly axis: readonly number[];
  readonly invert: boolean;
  /** The mean that was given, or null. */
  readonly mean: Numbers | null;
  /** The variance that was given, or null. */
  readonly variance: Numbers | null;
  protected override readonly keepsBuildShape = true;
  #adapted: { readonly mean: Variable; readonly variance: Variable } | null = null;

  constructor(options: NormalizationOptions = {}) {
    super("Normalization", options, ["axis", "mean", "variance", "invert"]);
    const { axis = -1, mean = null, variance = null, invert = false } = options;
    this.axis = isNone(axis) ? [] : [axesOption(this.where, "axis", axis)].flat();
    this.invert = boolean(this.where, "invert", invert);
    this.mean = mean;
    this.variance = variance;
    if ((mean === null) === (variance === null)) return;
    throw new ArgumentError({
      where: this.where,
      problem: "mean and variance go together",
      expected: "both of them or none",
      got: { mean, variance },
    });
  }

  /**
   * Finds mean and variance in data, `[samples, …]`, and builds the layer for them if need be.
   *
   * @throws ArgumentError where mean and variance were given. @throws ShapeError where the data do not fit.
   */
  adapt(data: Tensor | TensorData): void {
    if (this.mean !== null) {
      throw new ArgumentError({
        where: this.where,
        problem: "adapt would replace the mean and variance that were given",
        remedy: "Leave both out.",
      });
    }
    tidy(() => {
      const given = data instanceof Tensor ? data : tensor(data);
      if (this.built) this.checkInput(given.shape);
      else this.build([null, ...given.shape.slice(1)]);
      const x = cast(given, this.dtype);
      const kept = axesIn(this.where, this.axis, x.shape);
      const over = { axis: [...x.shape.keys()].filter((each) => !kept.includes(each)) };
      const found = mean(x, over);
      const centred = sub(x, reshapeTo(found, broadcastShape(kept, x.shape)));
      this.#adapted?.mean.assign(found);
      this.#adapted?.variance.assign(mean(square(centred), over));
    });
  }

  override call(x: Tensor): Tensor {
    const values = cast(x, this.dtype);
    const center = this.#along("mean", values);
    const deviation = maximum(sqrt(this.#along("variance", values)), 1e-7);
    return this.invert ? add(center, mul(values, deviation)) : div(sub(values, center), deviation);
  }

  protected override outputShapeOf(inputShape: PartialShape): PartialShape {
    return inputShape;
  }

  override getConfig(options?: DialectOption): Config {
    const { axis, invert, mean, variance } = this;
    return { ...super.getConfig(options), axis, invert, mean, variance };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const axes = axesIn(this.where, this.axis, inputShape);
    const shape = knownExtents(this.where, axes, inputShape);
    this.inputSpec = { axes: Object.fromEntries(axes.map((axis, index) => [axis, shape[index] ?? 0])) };
    if (this.mean !== null) return;
    const trainable = false;
    this.#adapted = {
      mean: this.addWeight({ name: "mean", shape, trainable, initializer: zeros() }),
      variance: this.addWeight({ name: "variance", shape, trainable, initializer: ones() }),
    };
    this.addWeight({ name: "count", shape: [], trainable, dtype: "int32" });
  }

  /** The mean or the variance in a shape that broadcasts over x. */
  #along(name: "mean" | "variance", x: Tensor): Tensor {
    const shape = broadcastShape(axesIn(this.where, this.axis, x.shape), x.shape);
    const { [name]: given } = this;
    if (given === null) return reshapeTo(this.#adapted?.[name] ?? x, shape);
    const value = tensor(given as TensorData, undefined, this.dtype);
    if (value.size === elementCount(shape)) return reshapeTo(value, shape);
    if (value.size === 1)
      return broadcastTo(
        reshapeTo(
          value,
          shape.map(() => 1),
        ),
        shape,
      );
    throw new ShapeError({
      where: this.where,
      problem: `the ${name} does not fit the input`,
      expected: `${elementCount(shape)} numbers, or one`,
      got: given,
    });
  }
}

function isNone(axis: Axes | null): axis is null | readonly [] {
  return axis === null || (Array.isArray(axis) && axis.length === 0);
}
