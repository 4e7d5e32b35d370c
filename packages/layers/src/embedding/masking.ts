import { any, cast, finiteNumber, mul, notEqual, type Tensor } from "@sepconv/core";
import type { Config } from "../config.js";
import type { DialectOption } from "../dialect.js";
import type { LayerOptions } from "../layer-options.js";
import { SameShapeLayer } from "../same-shape-layer.js";

/** The arguments of Keras' `Masking`, in camelCase. */
export interface MaskingOptions extends LayerOptions {
  /** The value of a step that does not count. Default: 0. */
  readonly maskValue?: number;
}

/**
 * Masks the steps whose channels all have one value, and sets them to 0: `[batch, steps, channels]` stays, with the mask
 * `[batch, steps]`.
 *
 * @throws ArgumentError for a value that is no finite number.
 * @example
 * import { tensor } from "@sepconv/core";
 * import * as layers from "@sepconv/layers";
 * const x = tensor([[[9, 9], [9, 1]]]);
 * const layer = new layers.Masking({ maskValue: 9 });
 * layer.apply(x).dataSync(); // [0, 0, 9, 1]
 * layer.computeMask(x).dataSync(); // [0, 1]
 * @see https://keras.io/api/layers/core_layers/masking/
 */
export class Masking extends SameShapeLayer {
  readonly maskValue: number;

  constructor(options: MaskingOptions = {}) {
    super("Masking", options, ["maskValue"]);
    this.maskValue = finiteNumber(this.where, "maskValue", options.maskValue ?? 0);
    this.inputSpec = { minNdim: 1 };
  }

  override call(x: Tensor): Tensor {
    return mul(x, cast(any(notEqual(x, this.maskValue), { axis: -1, keepDims: true }), x.dtype));
  }

  override computeMask(x: Tensor): Tensor {
    return any(notEqual(x, this.maskValue), { axis: -1 });
  }

  override getConfig(options?: DialectOption): Config {
    return { ...super.getConfig(options), mask_value: this.maskValue };
  }
}
