import { add, boolean, mean, mul, rsqrt, square, sub, type Tensor } from "@sepconv/core";
import { type Axes, axesIn, axesOption, broadcastShape, knownExtents } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { PartialShape } from "../partial-shape.js";
import { AffineNormalization, type AffineNormalizationOptions } from "./affine-normalization.js";

/** The arguments of Keras' `LayerNormalization`, in camelCase. */
export interface LayerNormalizationOptions extends AffineNormalizationOptions {
  /** The axis or axes over which mean and variance are taken. Default: -1, the channels. */
  readonly axis?: Axes;
  /** Whether x is divided by its deviation without being centred, and beta left out. Default: false. */
  readonly rmsScaling?: boolean;
}

/**
 * `y = gamma · (x − mean) / √(variance + epsilon) + beta`, mean and variance of each sample over `axis`; with `rmsScaling`
 * `y = gamma · x / √(variance + epsilon)`.
 *
 * The shape stays. Weights: `gamma` and `beta`, of the extents of `axis`.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, or an axis that is not there.
 * @throws ShapeError where the extent of an axis is unknown, or not that for which the layer was built.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.LayerNormalization({ epsilon: 0 }).apply(tensor([[1, 3]])).dataSync(); // [-1, 1]
 * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
 */
export class LayerNormalization extends AffineNormalization {
  readonly axis: Axes;
  readonly rmsScaling: boolean;

  constructor(options: LayerNormalizationOptions = {}) {
    super("LayerNormalization", options, ["axis", "rmsScaling"]);
    this.axis = axesOption(this.where, "axis", options.axis ?? -1);
    this.rmsScaling = boolean(this.where, "rmsScaling", options.rmsScaling ?? false);
  }

  override call(x: Tensor): Tensor {
    const axis = axesIn(this.where, this.axis, x.shape);
    const over = { axis, keepDims: true };
    const centred = sub(x, mean(x, over));
    const inverse = rsqrt(add(mean(square(centred), over), this.epsilon));
    return this.affine(mul(this.rmsScaling ? x : centred, inverse), broadcastShape(axis, x.shape));
  }

  override getConfig(options: DialectOption = {}): Config {
    const isKeras2 = options.dialect === "keras2";
    const after = isKeras2 ? {} : { rms_scaling: this.rmsScaling };
    return this.affineConfig(options, { axis: builtAxis(this.axis, this.where, this.buildShape, isKeras2) }, after);
  }

  protected override createWeights(inputShape: PartialShape): void {
    const shape = knownExtents(this.where, axesIn(this.where, this.axis, inputShape), inputShape);
    this.addAffineWeights(shape, this.scale || this.rmsScaling, this.center && !this.rmsScaling);
    this.inputSpec = fixedAxes(this.where, this.axis, inputShape);
  }
}

/** Keras makes a list of the axis when it builds the layer, and Keras 2 counts from the front then. */
export function builtAxis(axis: Axes, where: string, buildShape: PartialShape | null, isKeras2: boolean): Axes {
  if (buildShape === null) return axis;
  if (isKeras2) return axesIn(where, axis, buildShape);
  return typeof axis === "number" ? [axis] : axis;
}

/** What a layer asks of inputs once it has weights for these axes. */
export function fixedAxes(where: string, axis: Axes, shape: PartialShape): { axes: Record<number, number> } {
  const axes = axesIn(where, axis, shape);
  return { axes: Object.fromEntries(axes.map((each) => [each, shape[each] ?? 0])) };
}
