import type { DType } from "@sepconv/backend";
import { add, mean, mul, numberBetween, reshapeTo, rsqrt, square, type Tensor, type Variable } from "@sepconv/core";
import { type Axes, axesIn, axesOption, broadcastShape, knownExtents } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import { ones } from "../initializers/constants.js";
import type { LayerOptions } from "../layer-options.js";
import { ofBuilt } from "../of-built.js";
import type { PartialShape } from "../partial-shape.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import { builtAxis, fixedAxes } from "./layer-normalization.js";

/** The arguments of Keras' `RMSNormalization`, in camelCase. */
export interface RMSNormalizationOptions extends LayerOptions {
  /** The axis or axes over which squares are averaged. Default: -1, the channels. */
  readonly axis?: Axes;
  /** Added to the mean of squares. Default: 0.000001. */
  readonly epsilon?: number;
}

/**
 * `y = scale · x / √(mean(x²) + epsilon)`, the mean of each sample over `axis`.
 *
 * The shape stays. Weight: `scale`, of the extents of `axis`, which need not be the last, other than in Keras.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, or an axis that is not there.
 * @throws ShapeError where the extent of an axis is unknown, or not that for which the layer was built.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.RMSNormalization({ epsilon: 0 }).apply(tensor([[2, 2]])).dataSync(); // [1, 1]
 * @see https://keras.io/api/layers/normalization_layers/rms_normalization/
 */
export class RMSNormalization extends SameShapeLayer {
  readonly axis: Axes;
  readonly epsilon: number;
  #scale: Variable | null = null;

  constructor(options: RMSNormalizationOptions = {}) {
    super("RMSNormalization", options, ["axis", "epsilon"]);
    this.axis = axesOption(this.where, "axis", options.axis ?? -1);
    this.epsilon = numberBetween(this.where, "epsilon", options.epsilon ?? 1e-6, 0, Number.MAX_VALUE);
  }

  /** What multiplies; null before the layer is built. */
  get scale(): Variable | null {
    return this.#scale;
  }

  override call(x: Tensor): Tensor {
    const axis = axesIn(this.where, this.axis, x.shape);
    const scale = reshapeTo(ofBuilt(this.where, this.#scale), broadcastShape(axis, x.shape));
    return mul(mul(x, rsqrt(add(mean(square(x), { axis, keepDims: true }), this.epsilon))), scale);
  }

  override getConfig(options: DialectOption = {}): Config {
    const axis = builtAxis(this.axis, this.where, this.buildShape, options.dialect === "keras2");
    return { ...super.getConfig(options), axis, epsilon: this.epsilon };
  }

  protected override createWeights(inputShape: PartialShape): void {
    const shape = knownExtents(this.where, axesIn(this.where, this.axis, inputShape), inputShape);
    this.#scale = this.addWeight({ name: "scale", shape, initializer: ones() });
    this.inputSpec = fixedAxes(this.where, this.axis, inputShape);
  }

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
  }
}
