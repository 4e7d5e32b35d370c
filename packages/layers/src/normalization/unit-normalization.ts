import type { DType } from "@sepconv/backend";
import type { Tensor } from "@sepconv/core";
import { type Axes, axesIn, axesOption } from "../axes.js";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import { checkFloating } from "../dtype-policy.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";
import { builtAxis } from "./layer-normalization.js";
import { unitVectors } from "./unit-vectors.js";

/** The arguments of Keras' `UnitNormalization`, in camelCase. */
export interface UnitNormalizationOptions extends LayerOptions {
  /** The axis or axes of a vector. Default: -1, the channels. */
  readonly axis?: Axes;
}

/**
 * `y = x / ‖x‖`, the Euclidean norm of each sample over `axis`, no less than 10⁻¹². The shape stays.
 *
 * @throws ArgumentError for an option that is unknown or has no valid value, or an axis that is not there.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * new layers.UnitNormalization().apply(tensor([[0, 5]])).dataSync(); // [0, 1]
 * @see https://keras.io/api/layers/normalization_layers/unit_normalization/
 */
export class UnitNormalization extends SameShapeLayer {
  readonly axis: Axes;

  constructor(options: UnitNormalizationOptions = {}) {
    super("UnitNormalization", options, ["axis"]);
    this.axis = axesOption(this.where, "axis", options.axis ?? -1);
  }

  override call(x: Tensor): Tensor {
    return unitVectors(x, axesIn(this.where, this.axis, x.shape), 1e-12);
  }

  override getConfig(options: DialectOption = {}): Config {
    const isKeras2 = options.dialect === "keras2";
    const axis = isKeras2 ? builtAxis(this.axis, this.where, this.buildShape, isKeras2) : this.axis;
    return { ...super.getConfig(options), axis };
  }

  protected override checkDType(dtype: DType): void {
    checkFloating(this.where, dtype, this.dtype);
  }
}
